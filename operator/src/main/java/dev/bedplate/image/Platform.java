package dev.bedplate.image;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operating system, architecture and variant in the spelling of the OCI image index. */
public record Platform(String os, String architecture, @Nullable String variant) {

  /** Linux on the architecture of this machine. */
  public static Platform ofThisMachine() {
    String machine = System.getProperty("os.arch", "amd64").toLowerCase(Locale.ROOT);
    return switch (machine) {
      case "amd64", "x86_64" -> new Platform("linux", "amd64", null);
      case "aarch64", "arm64" -> new Platform("linux", "arm64", null);
      default -> new Platform("linux", machine, null);
    };
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

  /**
   * Whether an index entry for {@code offered} runs where this platform is asked for: same system
   * and architecture, and the same variant when this one names one ({@code arm64} is {@code v8}).
   */
  public boolean accepts(Platform offered) {
    return os.equals(offered.os)
        && architecture.equals(offered.architecture)
        && (variant == null || variant.equals(offered.effectiveVariant()));
  }

  private @Nullable String effectiveVariant() {
    return variant == null && architecture.equals("arm64") ? "v8" : variant;
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant == null ? "" : "/" + variant);
  }
}
