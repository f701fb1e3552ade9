package dev.bedplate.image;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Content address of a manifest, configuration or layer, as the OCI image specification defines it
 * ({@code algorithm:hex}); only {@code sha256} and {@code sha512} exist.
 */
public record Digest(String algorithm, String hex) {
  /** What a text must be to be one, for messages. */
  public static final String EXPECTED = "a sha256 or sha512 digest in lower case";

  public Digest {
    if (!wellFormed(algorithm, hex)) {
      throw new IllegalArgumentException("not a digest: " + algorithm + ":" + hex);
    }
  }

  /** The digest written as {@code text}, or empty when it is not a supported one. */
  public static Optional<Digest> parse(String text) {
    int colon = text.indexOf(':');
    String algorithm = text.substring(0, Math.max(colon, 0));
    String hex = text.substring(colon + 1);
    return wellFormed(algorithm, hex) ? Optional.of(new Digest(algorithm, hex)) : Optional.empty();
  }

  private static boolean wellFormed(String algorithm, String hex) {
    int digits =
        switch (algorithm) {
          case "sha256" -> 64;
          case "sha512" -> 128;
          default -> -1;
        };
    return hex.length() == digits && isLowerHex(hex);
  }

  private static boolean isLowerHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return true;
  }

  /** A digest known to be well formed; throws {@link IllegalArgumentException} otherwise. */
  public static Digest of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a digest: " + text));
  }

  /** The name of the algorithm for {@link java.security.MessageDigest}. */
  public String javaAlgorithm() {
    return algorithm.toUpperCase(Locale.ROOT).replace("SHA", "SHA-");
  }

  /** The first twelve hexadecimal digits, for people. */
  public String shortHex() {
    return hex.substring(0, 12);
  }

  // Written out: those of a record are linked when first called, which takes milliseconds.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Digest digest
        && algorithm.equals(digest.algorithm)
        && hex.equals(digest.hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  @Override
  public String toString() {
    return algorithm + ":" + hex;
  }
}
