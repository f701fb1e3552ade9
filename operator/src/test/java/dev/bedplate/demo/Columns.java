package dev.bedplate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The columns that an API server would print, for one that prints none. */
record Columns(List<String> names, List<String> paths) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern STEP =
      Pattern.compile("\\.(\\w+)(?:\\[\\?\\(@\\.(\\w+)==\"(\\w+)\"\\)\\])?");
  private static final String READY = ".status.ready";
  private static final String AGE = ".metadata.creationTimestamp";

  static Columns of(Resource resource) {
    return resource.group().equals("bedplate.dev")
        ? defined(resource)
        : new Columns(
            List.of("Name", "Ready", "Up-to-date", "Available", "Age"),
            List.of(".metadata.name", READY, ".status.new", ".status.available", AGE));
  }

  /** Those of our definition. */
  private static Columns defined(Resource resource) {
    List<String> names = new ArrayList<>(List.of("Name"));
    List<String> paths = new ArrayList<>(List.of(".metadata.name"));
    Path file = Path.of("../crds", resource.plural() + "." + resource.group() + ".yaml");
    try {
      JsonNode version = YAML.readTree(file.toFile()).path("spec").path("versions").path(0);
      for (JsonNode column : version.path("additionalPrinterColumns")) {
        names.add(column.path("name").asText());
        paths.add(column.path("jsonPath").asText());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Columns(names, paths);
  }

  /** Those that a file for kubectl's {@code custom-columns-file} names. */
  static Columns file(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return new Columns(words(lines.getFirst()), words(lines.getLast()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split("\\s+"));
  }

  List<String> cells(JsonNode object) {
    return paths.stream().map(path -> cell(object, path)).toList();
  }

  private static String cell(JsonNode object, String path) {
    JsonNode node = object;
    for (Matcher step = STEP.matcher(path); step.find(); ) {
      node = node.path(step.group(1));
      if (step.group(2) != null) {
        node = element(node, step.group(2), step.group(3));
      }
    }
    if (path.equals(AGE)) {
      return Ages.since(Instant.parse(node.asText()), Instant.now());
    }
    if (path.equals(READY)) {
      return "0/" + object.path("spec").path("replicas").asInt(1);
    }
    String absent = path.startsWith(".status.") && object.path("spec").has("selector") ? "0" : "";
    return node.asText(absent);
  }

  private static JsonNode element(JsonNode list, String field, String value) {
    for (JsonNode element : list) {
      if (element.path(field).asText().equals(value)) {
        return element;
      }
    }
    return list.path(list.size());
  }
}
