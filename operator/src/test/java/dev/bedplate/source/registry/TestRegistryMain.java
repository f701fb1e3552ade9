package dev.bedplate.source.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bedplate.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Serves an OCI image layout as the repository {@code bedplate/test} until the process is ended.
 */
public final class TestRegistryMain {
  private static final String REPOSITORY = "bedplate/test";
  private static final String NAME = "org.opencontainers.image.ref.name";
  private static final long LARGEST_MANIFEST = 1024 * 1024;

  private TestRegistryMain() {}

  /** Takes the directory of the layout and the port, 0 for a free one; prints the address. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path layout = Path.of(arguments[0]);
    try (TestRegistry registry = TestRegistry.start(Integer.parseInt(arguments[1]))) {
      load(registry, layout);
      System.out.println(registry.authority() + "/" + REPOSITORY);
      Thread.currentThread().join();
    }
  }

  /** Puts everything in {@code layout} into {@code registry}. */
  public static void load(TestRegistry registry, Path layout) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Path blobs = layout.resolve("blobs/sha256");
    try (Stream<Path> files = Files.list(blobs)) {
      for (Path file : files.toList()) {
        registry.file(REPOSITORY, Digest.of("sha256:" + file.getFileName()), file);
        loadManifest(registry, json, file);
      }
    }
    for (JsonNode entry : json.readTree(layout.resolve("index.json").toFile()).path("manifests")) {
      Path file = blobs.resolve(Digest.of(entry.path("digest").asText()).hex());
      registry.manifest(
          REPOSITORY,
          entry.path("annotations").path(NAME).asText(""),
          entry.path("mediaType").asText(),
          Files.readAllBytes(file));
    }
  }

  private static void loadManifest(TestRegistry registry, ObjectMapper json, Path file)
      throws IOException {
    if (Files.size(file) > LARGEST_MANIFEST) {
      return;
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length == 0 || bytes[0] != '{') {
      return;
    }
    JsonNode document = json.readTree(bytes);
    if (document.has("manifests") || document.has("layers")) {
      String kind = document.has("manifests") ? "index" : "manifest";
      String type = "application/vnd.oci.image." + kind + ".v1+json";
      registry.manifest(REPOSITORY, "", document.path("mediaType").asText(type), bytes);
    }
  }
}
