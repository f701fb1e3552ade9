package dev.bedplate.source;

import dev.bedplate.image.UndecidedReason;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a content descriptor of the OCI image specification. */
final class DescriptorReader {
  private DescriptorReader() {}

  static Descriptor read(JsonFields fields) throws ImageUnavailableException {
    JsonFields platform = fields.object("platform");
    Descriptor plain =
        new Descriptor(
            fields.text("mediaType", ""),
            fields.digest("digest"),
            fields.size("size"),
            fields.textMap("annotations"),
            platform == null ? null : PlatformReader.read(platform),
            platform == null ? List.of() : platform.texts("os.features"),
            platform != null && PlatformReader.isLiteral(platform),
            fields.text("artifactType"),
            null);
    byte[] data = data(fields, plain);
    return data == null ? plain : plain.with(data);
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
