package dev.bedplate.source;

import dev.bedplate.image.Digest;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.json.InvalidJson;
import dev.bedplate.json.JsonObject;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a content descriptor of the OCI image specification. */
final class DescriptorReader {
  private DescriptorReader() {}

  static Descriptor read(JsonObject fields) throws InvalidJson, ImageUnavailableException {
    JsonObject platform = fields.has("platform") ? fields.object("platform") : null;
    Descriptor plain =
        new Descriptor(
            fields.text("mediaType", ""),
            fields.parsed("digest", Digest::parse, Digest.EXPECTED),
            size(fields),
            fields.textMap("annotations"),
            platform == null ? null : PlatformReader.read(platform),
            platform == null ? List.of() : platform.texts("os.features"),
            platform != null && PlatformReader.isLiteral(platform),
            fields.textOrNull("artifactType"),
            null);
    byte[] data = data(fields, plain);
    return data == null ? plain : plain.with(data);
  }

  private static long size(JsonObject fields) throws InvalidJson {
    long size = fields.number("size");
    if (size < 0) {
      throw fields.mismatch("size", "a number of bytes, 0 or more");
    }
    return size;
  }

  private static byte @Nullable [] data(JsonObject fields, Descriptor descriptor)
      throws InvalidJson, ImageUnavailableException {
    String text = fields.text("data", "");
    if (text.isEmpty()) {
      return null;
    }
    String where = fields.at("data");
    try {
      return Verification.verified(Base64.getDecoder().decode(text), descriptor, where);
    } catch (IllegalArgumentException e) {
      throw new ImageUnavailableException(
          UndecidedReason.InvalidImage, where + " must be base64: " + e.getMessage(), e);
    }
  }
}
