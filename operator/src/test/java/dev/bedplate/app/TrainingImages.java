package dev.bedplate.app;

import dev.bedplate.inspect.elf.TinyElf;
import dev.bedplate.source.fixture.BuiltImage;
import dev.bedplate.source.fixture.Compression;
import dev.bedplate.source.fixture.ImageBuilder;
import dev.bedplate.source.fixture.TarWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Images that lead through the code that real images lead through: what the training run does not
 * reach is loaded, linked and compiled from nothing in every later run.
 */
final class TrainingImages {
  private static final int LAYER_BYTES = 48 * 1024 * 1024;
  private static final int SMALL_FILES = 3_000;

  private TrainingImages() {}

  /** Like the smallest Debian, with names as {@code debootstrap} and tar leave them. */
  static BuiltImage debian() throws IOException {
    var tar = new TarWriter();
    for (String directory : List.of("", "etc", "usr", "usr/bin", "usr/lib", "usr/share/doc")) {
      tar.directory("./" + directory);
    }
    for (String merged : List.of("bin", "lib", "lib64", "sbin")) {
      tar.symlink("./" + merged, "usr/" + merged);
    }
    String libraries = "./usr/lib/x86_64-linux-gnu/";
    tar.file("./usr/lib/os-release", "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian\"\n")
        .symlink("./etc/os-release", "../usr/lib/os-release")
        .file("./etc/debian_version", "12.15\n")
        .file(
            "./var/lib/dpkg/status",
            packages("Package: %s\nStatus: install ok installed\nVersion: 1\n\n"))
        .file(libraries + "libc.so.6", 0755, glibc())
        .file(libraries + "ld-linux-x86-64.so.2", 0755, glibc())
        .symlink("./usr/lib64/ld-linux-x86-64.so.2", "../lib/x86_64-linux-gnu/ld-linux-x86-64.so.2")
        .file("./usr/bin/script", "#!/bin/sh\necho\n");
    for (String program : List.of("bash", "dash", "perl", "apt", "dpkg")) {
      tar.file("./usr/bin/" + program, 0755, TinyElf.program());
    }
    tar.symlink("./usr/bin/sh", "dash");
    for (int i = 0; i < SMALL_FILES; i++) {
      String directory = "./usr/share/doc/package-" + i + "/";
      tar.directory(directory).file(directory + "copyright", "Copyright\n".repeat(i % 500));
    }
    return ImageBuilder.image()
        .layer(tar, Compression.GZIP)
        .layer(javaFiles(), Compression.GZIP)
        .command("bash")
        .build();
  }

  /** Like Alpine: musl, BusyBox, apk; for several platforms. */
  static BuiltImage alpine() {
    var tar = new TarWriter();
    tar.directory("bin")
        .file("bin/busybox", 0755, TinyElf.muslProgram("BusyBox v1.36.1 (2024-06-10)\0"))
        .file("etc/os-release", "ID=alpine\nVERSION_ID=3.20.3\nPRETTY_NAME=\"Alpine\"\n")
        .file("etc/alpine-release", "3.20.3\n")
        .file("lib/apk/db/installed", packages("P:%s\nV:1.0-r0\n\n"))
        .file("sbin/apk", 0755, TinyElf.muslProgram(""))
        .file(
            "lib/ld-musl-x86_64.so.1",
            0755,
            TinyElf.withBanner(
                "musl libc (x86_64)\nVersion %s\nDynamic Program Loader\n\0001.2.5\0"));
    for (String applet : List.of("sh", "ls", "cat", "wget")) {
      tar.symlink("bin/" + applet, "/bin/busybox");
    }
    List<BuiltImage> images = new ArrayList<>();
    for (String architecture : List.of("amd64", "arm64")) {
      images.add(
          ImageBuilder.image("linux/" + architecture)
              .layer(tar, Compression.GZIP)
              .command("/bin/sh")
              .build());
    }
    return BuiltImage.index(images.toArray(BuiltImage[]::new));
  }

  private static byte[] glibc() {
    return TinyElf.withBanner("GNU C Library (Debian) stable release version 2.36.\n\0");
  }

  private static String packages(String form) {
    var text = new StringBuilder();
    for (int i = 0; i < 90; i++) {
      text.append(form.formatted("package-" + i));
    }
    return text.toString();
  }

  /** Real programs and libraries, so that the profile is that of real layers. */
  private static TarWriter javaFiles() throws IOException {
    var tar = new TarWriter();
    long bytes = 0;
    List<Path> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(Path.of(System.getProperty("java.home")))) {
      walk.filter(Files::isRegularFile).sorted().forEach(files::add);
    }
    for (Path file : files) {
      long size = Files.size(file);
      if (bytes + size <= LAYER_BYTES) {
        tar.file("opt" + file, 0755, Files.readAllBytes(file));
        bytes += size;
      }
    }
    return tar;
  }
}
