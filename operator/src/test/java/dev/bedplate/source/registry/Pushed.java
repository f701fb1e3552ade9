package dev.bedplate.source.registry;

import dev.bedplate.image.Digest;
import dev.bedplate.source.fixture.BuiltImage;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Puts built images into a registry. */
public final class Pushed {
  private Pushed() {}

  /** Puts an image or index under a tag; the answer is its digest. */
  public static Digest push(
      TestRegistry registry, String repository, String tag, BuiltImage image) {
    image.blobs().forEach((digest, bytes) -> registry.put(repository, digest, bytes));
    for (Map.Entry<Digest, byte[]> document : image.documents().entrySet()) {
      registry.manifest(repository, "", mediaType(document.getValue()), document.getValue());
    }
    return registry.manifest(repository, tag, mediaType(image.document()), image.document());
  }

  private static String mediaType(byte[] document) {
    boolean index = new String(document, StandardCharsets.UTF_8).contains("\"manifests\"");
    return "application/vnd.oci.image." + (index ? "index" : "manifest") + ".v1+json";
  }
}
