package dev.bedplate.inspect.distribution;

import dev.bedplate.image.Libc;
import dev.bedplate.image.Packages;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The libc and package databases a distribution has; other ones contradict its id. */
record Expectation(Libc.Kind libc, Set<String> databases) {
  private static final Expectation APK_MUSL = new Expectation(Libc.Kind.Musl, Set.of("apk"));
  private static final Expectation APK_GLIBC = new Expectation(Libc.Kind.Glibc, Set.of("apk"));
  private static final Expectation DPKG =
      new Expectation(Libc.Kind.Glibc, Set.of("dpkg", "chisel"));
  private static final Expectation RPM = new Expectation(Libc.Kind.Glibc, Set.of("rpm"));
  private static final Map<String, Expectation> BY_ID =
      Map.ofEntries(
          Map.entry("alpine", APK_MUSL),
          Map.entry("wolfi", APK_GLIBC),
          Map.entry("chainguard", APK_GLIBC),
          Map.entry("debian", DPKG),
          Map.entry("ubuntu", DPKG),
          Map.entry("rhel", RPM),
          Map.entry("centos", RPM),
          Map.entry("rocky", RPM),
          Map.entry("almalinux", RPM),
          Map.entry("ol", RPM),
          Map.entry("fedora", RPM),
          Map.entry("amzn", RPM),
          Map.entry("photon", RPM),
          Map.entry("azurelinux", RPM),
          Map.entry("mariner", RPM),
          Map.entry("sles", RPM),
          Map.entry("opensuse-leap", RPM),
          Map.entry("opensuse-tumbleweed", RPM),
          Map.entry("arch", new Expectation(Libc.Kind.Glibc, Set.of("pacman"))),
          Map.entry("openwrt", new Expectation(Libc.Kind.Musl, Set.of("opkg", "apk"))));
  private static final Set<Libc.Kind> DEFINITE =
      Set.of(Libc.Kind.Musl, Libc.Kind.Glibc, Libc.Kind.Uclibc, Libc.Kind.Bionic);

  /**
   * Why the facts contradict the id, or null when they do not or nothing is expected of it. What an
   * id is like tells nothing: distributions that are like Alpine come with either libc.
   */
  static @Nullable String contradiction(String id, Libc libc, Packages packages) {
    Expectation expected = BY_ID.get(id);
    return expected == null ? null : expected.contradiction(libc, packages);
  }

  private @Nullable String contradiction(Libc found, Packages packages) {
    if (DEFINITE.contains(found.kind()) && found.kind() != libc) {
      return "its libc is " + found.kind() + ", not " + libc;
    }
    String database = packages.database();
    return database == null || databases.contains(database)
        ? null
        : "its package database is " + database;
  }
}
