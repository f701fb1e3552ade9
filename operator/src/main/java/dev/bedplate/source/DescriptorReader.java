package dev.bedplate.source;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads a content descriptor of the OCI image specification. */
final class DescriptorReader {
  private static final String UNKNOWN = "unknown";

  private DescriptorReader() {}

  static Descriptor read(JsonFields fields) throws ImageUnavailableException {
    Digest digest = fields.digest("digest");
    Descriptor plain =
        new Descriptor(
            fields.text("mediaType", ""),
            digest,
            fields.size("size"),
            fields.textMap("annotations"),
            platform(fields.object("platform")),
            fields.text("artifactType"),
            null);
    byte[] data = data(fields, plain);
    return data == null
        ? plain
        : new Descriptor(
            plain.mediaType(),
            digest,
            plain.size(),
            plain.annotations(),
            plain.platform(),
            plain.artifactType(),
            data);
  }

  /** A platform without system and architecture says nothing, so it counts as absent. */
  private static @Nullable Platform platform(@Nullable JsonFields fields)
      throws ImageUnavailableException {
    if (fields == null) {
      return null;
    }
    String os = fields.text("os", "");
    String architecture = fields.text("architecture", "");
    String variant = fields.text("variant", "");
    return os.isEmpty() && architecture.isEmpty()
        ? null
        : new Platform(
            os.isEmpty() ? UNKNOWN : os,
            architecture.isEmpty() ? UNKNOWN : architecture,
            variant.isEmpty() ? null : variant);
  }

  private static byte @Nullable [] data(JsonFields fields, Descriptor descriptor)
      throws ImageUnavailableException {
    String text = fields.text("data", "");
    if (text.isEmpty()) {
      return null;
    }
    String where = fields.where("data");
    try {
      return Verification.verified(Base64.getDecoder().decode(text), descriptor, where);
    } catch (IllegalArgumentException e) {
      throw new ImageUnavailableException(
          UndecidedReason.InvalidImage, where + " must be base64: " + e.getMessage(), e);
    }
  }
}
