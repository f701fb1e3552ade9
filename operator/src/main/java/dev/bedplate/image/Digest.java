package dev.bedplate.image;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Content address of a manifest, configuration or layer, as the OCI image specification defines it
 * ({@code algorithm:hex}); only {@code sha256} and {@code sha512} exist.
 */
public record Digest(String algorithm, String hex) {
  private static final Pattern SHAPE = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");

  public Digest {
    if (!SHAPE.matcher(algorithm + ":" + hex).matches()) {
      throw new IllegalArgumentException("not a digest: " + algorithm + ":" + hex);
    }
  }

  /** The digest written as {@code text}, or empty when it is not a supported one. */
  public static Optional<Digest> parse(String text) {
    if (!SHAPE.matcher(text).matches()) {
      return Optional.empty();
    }
    int colon = text.indexOf(':');
    return Optional.of(new Digest(text.substring(0, colon), text.substring(colon + 1)));
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
