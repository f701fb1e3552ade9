package dev.bedplate.source;

import dev.bedplate.image.Digest;
import dev.bedplate.image.UndecidedReason;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Compares whole contents with the digests and sizes that named them. */
public final class Verification {
  private Verification() {}

  /** The digest of {@code content} under {@code algorithm} ({@code sha256} or {@code sha512}). */
  public static Digest digest(String algorithm, byte[] content) {
    String name = algorithm.equals("sha512") ? "SHA-512" : "SHA-256";
    try {
      return new Digest(
          algorithm, HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(content)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has " + name, e);
    }
  }

  /** {@code content} again, or {@code InvalidImage} naming {@code what} when it is another. */
  public static byte[] verified(byte[] content, Digest expected, String what)
      throws ImageUnavailableException {
    Digest actual = digest(expected.algorithm(), content);
    if (!actual.equals(expected)) {
      throw new ImageUnavailableException(
          UndecidedReason.InvalidImage,
          what + ": the content has the digest " + actual + " instead of " + expected);
    }
    return content;
  }

  /** {@code content} again, or {@code InvalidImage} when its size or digest is another. */
  public static byte[] verified(byte[] content, Descriptor descriptor, String what)
      throws ImageUnavailableException {
    if (content.length != descriptor.size()) {
      throw new ImageUnavailableException(
          UndecidedReason.InvalidImage,
          "%s: the content has %d bytes instead of %d"
              .formatted(what, content.length, descriptor.size()));
    }
    return verified(content, descriptor.digest(), what);
  }
}
