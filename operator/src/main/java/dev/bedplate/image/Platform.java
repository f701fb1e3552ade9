package dev.bedplate.image;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Operating system, architecture and variant, in the one spelling that containerd gives to all of
 * their names: {@code Linux/x86_64} is {@code linux/amd64}, {@code arm64/v8} is {@code arm64}.
 *
 * @param variant null where it is the usual one, or where nobody knows
 */
public record Platform(String os, String architecture, @Nullable String variant) {
  /** The architecture of an image that names none. */
  public static final String UNKNOWN = "unknown";

  /** The same platform, however its parts are written; no system means Linux. */
  public Platform {
    PlatformSpelling spelling = PlatformSpelling.of(os, architecture, variant);
    os = spelling.os();
    architecture = spelling.architecture();
    variant = spelling.variant();
  }

  /** Linux on the architecture of this machine. */
  public static Platform ofThisMachine() {
    return new Platform("linux", System.getProperty("os.arch", "amd64"), null);
  }

  /** The platform written as {@code os/architecture[/variant]}, or empty when it is not one. */
  public static Optional<Platform> parse(String text) {
    List<String> parts = List.of(text.split("/", -1));
    if (parts.size() < 2 || parts.size() > 3 || parts.stream().anyMatch(String::isBlank)) {
      return Optional.empty();
    }
    return Optional.of(
        new Platform(parts.get(0), parts.get(1), parts.size() == 3 ? parts.get(2) : null));
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant == null ? "" : "/" + variant);
  }
}
