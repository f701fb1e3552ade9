package dev.bedplate.source.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Verification;
import dev.bedplate.source.fixture.BuiltImage;
import dev.bedplate.source.fixture.ImageBuilder;
import dev.bedplate.source.fixture.Json;
import dev.bedplate.source.fixture.TarWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One of the indexes of which {@code platforms/indexes.json} says what containerd runs, in a
 * registry: {@code musl} is an Alpine, every other image a Debian.
 *
 * @param reference of the index, by its digest
 * @param judged names of the images that are to be judged, by the platform that is asked for
 * @param failed why one more cannot be judged, if so
 * @param names of its images
 */
public record MeasuredIndex(
    String name,
    String reference,
    Map<Platform, List<String>> judged,
    @Nullable UndecidedReason failed,
    Map<Digest, String> names) {
  private static final Path FILE = Path.of("src/test/resources/platforms/indexes.json");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String REPOSITORY = "measured";

  /** All of them, pushed into {@code registry}. */
  public static List<MeasuredIndex> all(TestRegistry registry) throws IOException {
    var all = new ArrayList<MeasuredIndex>();
    for (JsonNode one : MAPPER.readTree(FILE.toFile()).get("cases")) {
      all.add(of(one, registry));
    }
    return all;
  }

  private static MeasuredIndex of(JsonNode one, TestRegistry registry) {
    var names = new LinkedHashMap<Digest, String>();
    var pusher = new Pusher(one.get("name").asText(), registry, names);
    Digest top =
        one.has("index")
            ? pusher.push(true, bytes(pusher.index(one)), mediaType(one, INDEX))
            : pusher.push(true, pusher.image(one).document(), MANIFEST);
    var judged = new LinkedHashMap<Platform, List<String>>();
    one.get("judged")
        .properties()
        .forEach(
            it ->
                judged.put(
                    Platform.parse(it.getKey()).orElseThrow(),
                    it.getValue().valueStream().map(JsonNode::asText).toList()));
    return new MeasuredIndex(
        pusher.name(),
        registry.authority() + "/" + REPOSITORY + "@" + top,
        judged,
        one.has("failed") ? UndecidedReason.valueOf(one.get("failed").asText()) : null,
        names);
  }

  /** What containerd was seen to run on a node of a platform, by name; failures are no image. */
  public static Map<String, Map<Platform, List<String>>> seen() throws IOException {
    var seen = new LinkedHashMap<String, Map<Platform, List<String>>>();
    for (JsonNode one : MAPPER.readTree(FILE.toFile()).get("cases")) {
      var runs = new LinkedHashMap<Platform, List<String>>();
      one.get("runs").properties().forEach(it -> run(runs, it.getKey(), it.getValue().asText()));
      one.path("pulled").forEach(it -> run(runs, "linux/amd64", it.asText()));
      seen.put(one.get("name").asText(), runs);
    }
    return seen;
  }

  private static void run(Map<Platform, List<String>> runs, String platform, String image) {
    if (!image.startsWith("error")) {
      runs.computeIfAbsent(Platform.parse(platform).orElseThrow(), _ -> new ArrayList<>())
          .add(image);
    }
  }

  /** The names of those that are to be judged for a platform that was measured. */
  public List<String> expected(Platform platform) {
    return judged.getOrDefault(platform, List.of());
  }

  /** The names of the images among {@code inspections}, sorted. */
  public List<String> judged(List<Inspection> inspections) {
    return inspections.stream()
        .flatMap(it -> it instanceof Inspected found ? Stream.of(found) : Stream.of())
        .map(it -> names.get(it.digest()))
        .sorted()
        .toList();
  }

  /** The reasons of the failures among them. */
  public static List<UndecidedReason> reasons(List<Inspection> inspections) {
    return inspections.stream()
        .flatMap(it -> it instanceof Failed failed ? Stream.of(failed.reason()) : Stream.of())
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }

  private static byte[] bytes(JsonNode document) {
    return Json.bytes(document);
  }

  private static String mediaType(JsonNode node, String otherwise) {
    String given = node.path("mediaType").asText();
    return given.isEmpty() ? otherwise : given;
  }

  private record Pusher(String name, TestRegistry registry, Map<Digest, String> names) {
    Digest push(boolean there, byte[] document, String mediaType) {
      return there
          ? registry.manifest(REPOSITORY, "", mediaType, document)
          : Verification.digest("sha256", document);
    }

    ObjectNode index(JsonNode node) {
      ObjectNode index = MAPPER.createObjectNode();
      index.put("schemaVersion", 2).put("mediaType", mediaType(node, INDEX));
      ArrayNode entries = index.putArray("manifests");
      node.get("index").forEach(it -> entries.add(entry(it)));
      return index;
    }

    private ObjectNode entry(JsonNode node) {
      boolean nested = node.has("index");
      byte[] document = nested ? bytes(index(node)) : image(node).document();
      String mediaType = nested ? INDEX : MANIFEST;
      Digest digest = push(!node.path("missing").asBoolean(), document, mediaType);
      ObjectNode entry = MAPPER.createObjectNode();
      entry.put("mediaType", mediaType).put("digest", digest.toString());
      entry.put("size", document.length);
      for (String field : List.of("platform", "mediaType", "artifactType", "annotations")) {
        if (node.has(field)) {
          entry.set(field, node.get(field));
        }
      }
      node.path("extra").properties().forEach(it -> entry.set(it.getKey(), it.getValue()));
      return entry;
    }

    BuiltImage image(JsonNode node) {
      String image = node.get("image").asText();
      String system = image.equals("musl") ? "ID=alpine\n" : "ID=debian\n";
      ImageBuilder builder =
          ImageBuilder.image()
              .layer(new TarWriter().file("etc/os-release", system))
              .label("name", image)
              .label("case", name);
      if (node.has("config")) {
        for (String field : List.of("os", "architecture", "variant")) {
          JsonNode value = node.get("config").get(field);
          builder.configField(field, value == null ? "" : value.asText());
        }
      }
      BuiltImage built = builder.build();
      names.put(built.digest(), image);
      built.blobs().forEach((digest, bytes) -> registry.put(REPOSITORY, digest, bytes));
      return built;
    }
  }
}
