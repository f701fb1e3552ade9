package dev.bedplate.image;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The spelling of a platform after {@code Normalize} of github.com/containerd/platforms. */
record PlatformSpelling(String os, String architecture, @Nullable String variant) {
  private static final String USUAL = "";

  private static final Map<String, String> SYSTEMS = Map.of("", "linux", "macos", "darwin");

  private static final Map<String, String> ARCHITECTURES =
      Map.of(
          "i386", "386",
          "x86_64", "amd64",
          "x86-64", "amd64",
          "aarch64", "arm64",
          "armhf", "arm",
          "armel", "arm");

  /** Names of an architecture that say its variant, whatever variant stands beside them. */
  private static final Map<String, String> SAYING =
      Map.of("i386", USUAL, "armhf", "v7", "armel", "v6");

  private static final Map<String, Map<String, String>> VARIANTS =
      Map.of(
          "amd64",
          Map.of("v1", USUAL),
          "arm64",
          Map.of("8", USUAL, "v8", USUAL, "v8.0", USUAL, "9", "v9", "9.0", "v9", "v9.0", "v9"),
          "arm",
          Map.of("5", "v5", "6", "v6", "7", "v7", "8", "v8"));

  static PlatformSpelling of(String os, String architecture, @Nullable String variant) {
    String system = lower(os);
    String written = lower(architecture);
    String normal = ARCHITECTURES.getOrDefault(written, written);
    String given = variant == null ? USUAL : lower(variant);
    String meant =
        SAYING.getOrDefault(
            written, VARIANTS.getOrDefault(normal, Map.of()).getOrDefault(given, given));
    return new PlatformSpelling(
        SYSTEMS.getOrDefault(system, system), normal, meant.equals(USUAL) ? null : meant);
  }

  /** As Go does: each character alone, where Java would make two of a dotted capital I. */
  private static String lower(String text) {
    return text.codePoints()
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
