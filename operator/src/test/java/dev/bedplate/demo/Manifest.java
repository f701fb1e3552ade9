package dev.bedplate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An object of a manifest and where it belongs. */
record Manifest(Resource resource, String namespace, String name, JsonNode object) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** The objects of a file. */
  static List<Manifest> read(Path file) throws IOException {
    List<Manifest> manifests = new ArrayList<>();
    try (var documents =
        YAML.readerFor(JsonNode.class).<JsonNode>readValues(Files.newInputStream(file))) {
      while (documents.hasNext()) {
        manifests.add(of(documents.next()));
      }
    }
    return manifests;
  }

  private static Manifest of(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return new Manifest(
        Resource.valueOf(object.path("kind").asText()),
        metadata.path("namespace").asText(),
        metadata.path("name").asText(),
        object);
  }

  /** As kubectl names it, such as {@code deployment.apps/web}. */
  String title() {
    String group = resource.group();
    String kind = resource.name().toLowerCase(java.util.Locale.ROOT);
    return kind + (group.isEmpty() ? "" : "." + group) + "/" + name;
  }

  /** Where it is created. */
  String collection() {
    return resource.path(namespace);
  }
}
