package dev.bedplate.source.registry;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Access;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.source.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Blobs, whose size and digest their descriptor names. */
final class Blobs {
  private Blobs() {}

  static Call call(RegistryReference reference, Descriptor descriptor, Access access) {
    return Call.get("/blobs/" + descriptor.digest(), reference, access);
  }

  /** The whole blob, verified. */
  static byte[] read(Answer answer, Descriptor descriptor) throws IOException {
    checkLength(answer, descriptor);
    byte[] bytes = answer.readCapped(Math.toIntExact(descriptor.size()));
    return verified(answer.call(), descriptor, bytes);
  }

  /**
   * The blob from byte {@code first} on as it arrives, not verified; empty when the server does not
   * give the part that was asked for.
   */
  static Optional<InputStream> stream(Answer answer, Descriptor descriptor, long first)
      throws IOException {
    if (answer.status() == 200) {
      checkLength(answer, descriptor);
      return Optional.of(new RestStream(answer.body(), first));
    }
    return ContentRange.parse(answer.header("Content-Range"))
        .filter(range -> answer.status() == 206 && range.isRest(first, descriptor.size()))
        .map(range -> answer.body());
  }

  private static void checkLength(Answer answer, Descriptor descriptor) throws IOException {
    if (answer.length() >= 0 && answer.length() != descriptor.size()) {
      throw answer.invalid(
          "%s should have %d bytes, but %d are announced"
              .formatted(descriptor.digest(), descriptor.size(), answer.length()));
    }
  }

  static byte[] verified(Call call, Descriptor descriptor, byte[] bytes)
      throws ImageUnavailableException {
    Digest expected = descriptor.digest();
    if (bytes.length != descriptor.size()) {
      throw call.failed(
          UndecidedReason.InvalidImage,
          "%s should have %d bytes, but has %s"
              .formatted(
                  expected,
                  descriptor.size(),
                  bytes.length > descriptor.size() ? "more" : String.valueOf(bytes.length)));
    }
    Digest actual = Verification.digest(expected.algorithm(), bytes);
    if (!actual.equals(expected)) {
      throw call.failed(
          UndecidedReason.InvalidImage,
          "%s was asked for, but the bytes are %s".formatted(expected, actual));
    }
    return bytes;
  }
}
