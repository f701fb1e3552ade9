package dev.bedplate.inspect.elf;

import java.util.Set;

/** What a file may be, judged by its path alone; the content decides. */
enum MarkerCandidate {
  None,
  Musl,
  Glibc,
  GlibcLoader,
  Uclibc,
  BusyBox;

  private static final long LARGEST_BUSYBOX = 4L * 1024 * 1024;
  private static final Set<String> PROGRAM_DIRECTORIES =
      Set.of("bin", "sbin", "usr/bin", "usr/sbin", "usr/local/bin", "busybox");

  static MarkerCandidate of(String path, long size) {
    int slash = path.lastIndexOf('/');
    String base = path.substring(slash + 1);
    if (base.startsWith("ld-musl-") || base.startsWith("libc.musl-") || base.equals("libc.so")) {
      return Musl;
    }
    if (base.startsWith("ld-uClibc") || base.startsWith("ld64-uClibc")) {
      return Uclibc;
    }
    if (base.equals("libc.so.6") || (base.startsWith("libc-2.") && base.endsWith(".so"))) {
      return Glibc;
    }
    if (base.startsWith("ld-linux")
        || base.startsWith("ld64.so.")
        || base.startsWith("ld.so.")
        || (base.startsWith("ld-2.") && base.endsWith(".so"))) {
      return GlibcLoader;
    }
    boolean program = slash > 0 && PROGRAM_DIRECTORIES.contains(path.substring(0, slash));
    return program && size <= LARGEST_BUSYBOX ? BusyBox : None;
  }
}
