package dev.bedplate.source;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.image.ImageReference.LayoutReference;
import dev.bedplate.image.ImageReference.RegistryReference;

/** Text to {@link ImageReference}, with jib-core's reading of registry references. */
public final class ReferenceParser {
  private static final String LAYOUT = "oci:";
  private static final String ARCHIVE = "docker-archive:";

  private ReferenceParser() {}

  /** The reference written as {@code text}; never throws. */
  public static ImageReference parse(String text) {
    if (text.startsWith(LAYOUT)) {
      String rest = text.substring(LAYOUT.length());
      int colon = rest.lastIndexOf(':');
      return colon < 0 || rest.indexOf('/', colon) >= 0
          ? new LayoutReference(text, rest, null)
          : new LayoutReference(text, rest.substring(0, colon), rest.substring(colon + 1));
    }
    if (text.startsWith(ARCHIVE)) {
      String rest = text.substring(ARCHIVE.length());
      int colon = rest.indexOf(':');
      return colon < 0
          ? new ImageReference.ArchiveReference(text, rest, null)
          : new ImageReference.ArchiveReference(
              text, rest.substring(0, colon), rest.substring(colon + 1));
    }
    try {
      var parsed = com.google.cloud.tools.jib.api.ImageReference.parse(text);
      return new RegistryReference(
          text,
          parsed.getRegistry(),
          parsed.getRepository(),
          parsed.getTag().orElse(null),
          parsed.getDigest().flatMap(Digest::parse).orElse(null));
    } catch (com.google.cloud.tools.jib.api.InvalidImageReferenceException e) {
      return new InvalidReference(text, "not an image reference: " + text);
    }
  }
}
