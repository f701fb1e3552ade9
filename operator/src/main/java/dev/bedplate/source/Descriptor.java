package dev.bedplate.source;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Platform;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reference from one document to a blob, as the OCI image specification defines it.
 *
 * @param size bytes
 * @param platform of an index entry; null only where the entry has none
 * @param osFeatures what the system must have besides, such as {@code win32k}
 * @param literal whether the platform is written in its one spelling, or with the usual variant
 * @param data the blob itself, when the document embeds it; verified like a fetched one
 */
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    Map<String, String> annotations,
    @Nullable Platform platform,
    List<String> osFeatures,
    boolean literal,
    @Nullable String artifactType,
    byte @Nullable [] data) {
  public Descriptor {
    annotations = Map.copyOf(annotations);
    osFeatures = List.copyOf(osFeatures);
  }

  /** Whether it claims to be of an index rather than of the manifest of one image. */
  public boolean isIndex() {
    return MediaTypes.isIndex(MediaTypes.bare(mediaType));
  }

  Descriptor with(byte[] newData) {
    return new Descriptor(
        mediaType, digest, size, annotations, platform, osFeatures, literal, artifactType, newData);
  }
}
