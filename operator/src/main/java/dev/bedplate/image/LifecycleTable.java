package dev.bedplate.image;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Support dates of distribution releases.
 *
 * @param asOf the day the table was made
 * @param releases by the id of the distribution, then by the release line, which is called cycle
 */
public record LifecycleTable(LocalDate asOf, Map<String, Map<String, Entry>> releases) {
  private static final Set<String> MAJOR_MINOR =
      Set.of("alpine", "ubuntu", "opensuse-leap", "sles", "photon", "azurelinux", "mariner");
  private static final Set<String> MAJOR =
      Set.of(
          "debian",
          "raspbian",
          "rhel",
          "rocky",
          "almalinux",
          "ol",
          "centos",
          "centos-stream",
          "fedora");

  public LifecycleTable {
    releases =
        releases.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, it -> Map.copyOf(it.getValue())));
  }

  /**
   * Dates of one release line; null where the line has no such date. The support a date ends is
   * over from the beginning of that day.
   */
  public record Entry(
      @Nullable LocalDate released,
      @Nullable LocalDate activeUntil,
      @Nullable LocalDate securityUntil,
      @Nullable LocalDate extendedUntil,
      boolean rolling) {}

  /**
   * How long the distribution is supported, seen from {@code today}: on the day that a date names,
   * that support is already over.
   */
  public Lifecycle lifecycle(Distribution distribution, LocalDate today) {
    if (rolling(distribution)) {
      return new Lifecycle(Lifecycle.State.Rolling, null, null, null, asOf);
    }
    String id = lifecycleId(distribution);
    String cycle = cycle(id, distribution.version());
    Entry entry = cycle == null ? null : releases(id).get(cycle);
    return entry == null
        ? new Lifecycle(Lifecycle.State.Unknown, cycle, null, null, asOf)
        : new Lifecycle(
            state(entry, today), cycle, entry.securityUntil(), entry.extendedUntil(), asOf);
  }

  private Map<String, Entry> releases(String id) {
    return releases.getOrDefault(id, Map.of());
  }

  private boolean rolling(Distribution distribution) {
    for (Map.Entry<String, Entry> release : releases(distribution.id()).entrySet()) {
      if (release.getValue().rolling() && rolling(release.getKey(), distribution)) {
        return true;
      }
    }
    return false;
  }

  /** A rolling entry's cycle is empty for the whole distribution or names branches. */
  private static boolean rolling(String cycle, Distribution distribution) {
    String version = distribution.version();
    return switch (cycle) {
      case "" -> true;
      case "edge" ->
          version != null
              && (version.equals("edge") || version.contains("_alpha") || version.contains("_git"));
      case "sid|testing" -> version == null || version.equals("sid") || version.equals("testing");
      default -> cycle.equals(version);
    };
  }

  private static String lifecycleId(Distribution distribution) {
    String pretty = distribution.prettyName();
    return distribution.id().equals("centos") && pretty != null && pretty.contains("Stream")
        ? "centos-stream"
        : distribution.id();
  }

  private static @Nullable String cycle(String id, @Nullable String version) {
    if (version == null || version.isEmpty()) {
      return null;
    }
    int major = partEnd(version, 0);
    if (MAJOR.contains(id)) {
      return version.substring(0, major);
    }
    if (MAJOR_MINOR.contains(id)) {
      // SLES 15 without a service pack is 15.0
      return major < version.length()
          ? version.substring(0, partEnd(version, major + 1))
          : version + ".0";
    }
    // Amazon Linux 2023.5.20240708 is of the cycle 2023, but 2018.03 is a cycle
    return id.equals("amzn") && version.indexOf('.', major + 1) >= 0
        ? version.substring(0, major)
        : version;
  }

  private static int partEnd(String version, int from) {
    int dot = version.indexOf('.', from);
    return dot < 0 ? version.length() : dot;
  }

  private static Lifecycle.State state(Entry entry, LocalDate today) {
    if (entry.securityUntil() == null) {
      return Lifecycle.State.Unknown;
    }
    if (today.isBefore(entry.securityUntil())) {
      return entry.activeUntil() == null || today.isBefore(entry.activeUntil())
          ? Lifecycle.State.Supported
          : Lifecycle.State.SecurityOnly;
    }
    return entry.extendedUntil() != null && today.isBefore(entry.extendedUntil())
        ? Lifecycle.State.ExtendedOnly
        : Lifecycle.State.EndOfLife;
  }
}
