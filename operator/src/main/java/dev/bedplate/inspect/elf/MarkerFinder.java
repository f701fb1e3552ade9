package dev.bedplate.inspect.elf;

import dev.bedplate.inspect.elf.ElfFile.Marker;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the C library or BusyBox that a file is, by its name and by what it says of itself. */
final class MarkerFinder {
  private static final byte[] MUSL = "musl libc".getBytes(StandardCharsets.US_ASCII);

  private final Banner glibcBanner = new Banner("release version ");
  private final Banner busyboxBanner = new Banner("BusyBox v");
  private String path = "";
  private MarkerCandidate candidate = MarkerCandidate.None;
  private @Nullable Banner banner;

  void begin(String path, long size) {
    this.path = path;
    candidate = MarkerCandidate.of(path, size);
    banner =
        switch (candidate) {
          case Glibc, GlibcLoader -> glibcBanner;
          case BusyBox -> busyboxBanner;
          case None, Musl, Uclibc -> null;
        };
    if (banner != null) {
      banner.reset();
    }
  }

  /** Whether the whole file should be kept, as far as that is possible. */
  boolean wantsWholeFile() {
    return candidate == MarkerCandidate.Musl;
  }

  boolean wantsMore() {
    return banner != null && !banner.found();
  }

  void accept(byte[] bytes, int from, int count) {
    if (banner != null && !banner.found()) {
      banner.accept(bytes, from, count);
    }
  }

  /** What the file is, given its first bytes, its interpreter and the libraries it needs. */
  @Nullable Marker marker(Prefix prefix, @Nullable String interpreter, List<String> needed) {
    String version = banner == null ? null : banner.version();
    return switch (candidate) {
      case None -> null;
      case Musl -> musl(prefix.bytes(), prefix.length());
      case Uclibc -> new Marker(Marker.Kind.UclibcLoader, uclibcVersion());
      case Glibc -> version == null ? null : new Marker(Marker.Kind.Glibc, version);
      // A shim of that name is itself a program of another libc.
      case GlibcLoader ->
          interpreter == null && needed.isEmpty() ? new Marker(Marker.Kind.Glibc, version) : null;
      case BusyBox -> version == null ? null : new Marker(Marker.Kind.BusyBox, version);
    };
  }

  private static @Nullable Marker musl(byte[] file, int length) {
    for (int i = 0; i + MUSL.length <= length; i++) {
      if (file[i] == MUSL[0] && Arrays.equals(file, i, i + MUSL.length, MUSL, 0, MUSL.length)) {
        return new Marker(Marker.Kind.MuslLoader, Versions.nearest(file, length, i));
      }
    }
    return null;
  }

  private @Nullable String uclibcVersion() {
    int dash = path.lastIndexOf('-');
    byte[] rest = path.substring(dash + 1).getBytes(StandardCharsets.US_ASCII);
    int end = path.endsWith(".so") ? rest.length - 3 : rest.length;
    String version = Versions.at(rest, 0, end);
    return version.isEmpty() ? null : version;
  }
}
