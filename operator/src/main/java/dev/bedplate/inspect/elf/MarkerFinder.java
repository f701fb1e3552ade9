package dev.bedplate.inspect.elf;

import dev.bedplate.inspect.elf.ElfFile.Marker;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the C library or BusyBox that a file is, by what it says of itself and never by its name.
 */
final class MarkerFinder {
  private static final byte[] MUSL = "musl libc".getBytes(StandardCharsets.US_ASCII);
  private static final String LIBBUSYBOX = "libbusybox.so";
  private static final List<String> GLIBC_LOADERS = List.of("ld-linux", "ld64.so.", "ld.so.");
  private static final List<String> UCLIBC_LOADERS = List.of("ld-uClibc", "ld64-uClibc");

  private final Banners banners = new Banners();
  private boolean program;

  /**
   * Begins a file; only one that can be started may be a loader, a C library or BusyBox: libraries
   * have no entry point, except for those that tell their version when they are run.
   */
  void begin(boolean canBeStarted) {
    program = canBeStarted;
    banners.reset();
  }

  boolean wantsMore() {
    return program && !banners.done();
  }

  void accept(byte[] bytes, int from, int count) {
    if (wantsMore()) {
      banners.accept(bytes, from, count);
    }
  }

  /** What the file is, given its first bytes and what its headers say. */
  @Nullable Marker marker(
      Prefix prefix, @Nullable String interpreter, List<String> needed, @Nullable String soname) {
    String busybox = busybox(needed);
    if (busybox != null) {
      return new Marker(Marker.Kind.BusyBox, busybox.isEmpty() ? null : busybox);
    }
    // A shim under the name of a loader is itself a program of another libc.
    boolean self = interpreter == null && needed.isEmpty();
    String version = program ? banners.version(Banners.Text.Glibc) : null;
    if (soname != null && soname.startsWith("libc.so.6") && version != null) {
      return new Marker(Marker.Kind.Glibc, version);
    }
    if (self && begins(soname, GLIBC_LOADERS)) {
      return new Marker(Marker.Kind.GlibcLoader, version);
    }
    if (self && begins(soname, UCLIBC_LOADERS)) {
      return new Marker(Marker.Kind.UclibcLoader, null);
    }
    return self && banners.musl() ? musl(prefix.bytes(), prefix.length()) : null;
  }

  private @Nullable String busybox(List<String> needed) {
    String version = program ? banners.version(Banners.Text.BusyBox) : null;
    for (String library : version == null ? needed : List.<String>of()) {
      if (library.startsWith(LIBBUSYBOX)) {
        byte[] rest = library.getBytes(StandardCharsets.UTF_8);
        return Versions.at(rest, Math.min(LIBBUSYBOX.length() + 1, rest.length), rest.length);
      }
    }
    return version;
  }

  private static boolean begins(@Nullable String soname, List<String> beginnings) {
    return soname != null && beginnings.stream().anyMatch(soname::startsWith);
  }

  /** Its usage says "musl libc (x86_64)", the version and "Dynamic Program Loader". */
  private static Marker musl(byte[] file, int length) {
    for (int i = 0; i + MUSL.length <= length; i++) {
      if (file[i] == MUSL[0] && Arrays.equals(file, i, i + MUSL.length, MUSL, 0, MUSL.length)) {
        return new Marker(Marker.Kind.MuslLoader, Versions.nearest(file, length, i));
      }
    }
    return new Marker(Marker.Kind.MuslLoader, null);
  }
}
