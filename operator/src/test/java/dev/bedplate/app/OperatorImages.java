package dev.bedplate.app;

import dev.bedplate.inspect.elf.TinyElf;
import dev.bedplate.source.fixture.BuiltImage;
import dev.bedplate.source.fixture.ImageBuilder;
import dev.bedplate.source.fixture.TarWriter;

/** Small images that are what large ones are, as far as policies see. */
public final class OperatorImages {
  private OperatorImages() {}

  /** Alpine on musl with BusyBox; {@code mark} makes it another image than others. */
  public static BuiltImage alpine(String mark) {
    return ImageBuilder.image("linux/amd64")
        .layer(alpineFiles("3.22.1").file("mark", mark))
        .command("/bin/sh")
        .build();
  }

  /** What makes an image a certain Alpine. */
  static TarWriter alpineFiles(String version) {
    return new TarWriter()
        .file("etc/os-release", "ID=alpine\nVERSION_ID=" + version + "\nPRETTY_NAME=\"Alpine\"\n")
        .file("lib/apk/db/installed", "P:musl\nV:1.2.5-r0\n\nP:busybox\nV:1.37.0-r0\n\n")
        .file("bin/busybox", 0755, TinyElf.muslProgram("BusyBox v1.37.0 (2025-06-10)\0"))
        .symlink("bin/sh", "/bin/busybox")
        .file(
            "lib/ld-musl-x86_64.so.1",
            0755,
            TinyElf.withBanner(
                "musl libc (x86_64)\nVersion %s\nDynamic Program Loader\n\0001.2.5\0"));
  }

  /** Debian on glibc; {@code mark} makes it another image than others. */
  public static BuiltImage debian(String mark) {
    return ImageBuilder.image("linux/amd64")
        .layer(debianFiles(mark).file("usr/bin/web", 0755, TinyElf.program()))
        .command("/usr/bin/web")
        .build();
  }

  /** What makes an image a Debian. */
  static TarWriter debianFiles(String mark) {
    String libraries = "usr/lib/x86_64-linux-gnu/";
    byte[] glibc = TinyElf.withBanner("GNU C Library (Debian) stable release version 2.41.\n\0");
    return new TarWriter()
        .file("etc/os-release", "ID=debian\nVERSION_ID=\"13\"\nPRETTY_NAME=\"Debian\"\n")
        .file("etc/debian_version", "13.1\n")
        .file(
            "var/lib/dpkg/status",
            "Package: libc6\nStatus: install ok installed\nVersion: 2.41\n\n")
        .file(libraries + "libc.so.6", 0755, glibc)
        .file(libraries + "ld-linux-x86-64.so.2", 0755, glibc)
        .symlink("lib64/ld-linux-x86-64.so.2", "/" + libraries + "ld-linux-x86-64.so.2")
        .file("mark", mark);
  }
}
