package dev.bedplate.source.registry;

import dev.bedplate.image.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Digests of bytes in memory. */
final class Hashes {
  private Hashes() {}

  static Digest digest(String algorithm, byte[] bytes) {
    try {
      String name = algorithm.toUpperCase(Locale.ROOT).replace("SHA", "SHA-");
      byte[] hash = MessageDigest.getInstance(name).digest(bytes);
      return new Digest(algorithm, HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
