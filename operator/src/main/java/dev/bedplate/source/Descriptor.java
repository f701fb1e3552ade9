package dev.bedplate.source;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Platform;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reference from one document to a blob, as the OCI image specification defines it.
 *
 * @param size bytes
 * @param platform of an index entry
 * @param data the blob itself, when the document embeds it; verified like a fetched one
 */
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    Map<String, String> annotations,
    @Nullable Platform platform,
    @Nullable String artifactType,
    byte @Nullable [] data) {
  public Descriptor {
    annotations = Map.copyOf(annotations);
  }
}
