package dev.bedplate.demo;

import dev.bedplate.inspect.elf.TinyElf;
import dev.bedplate.source.fixture.BuiltImage;
import dev.bedplate.source.fixture.ImageBuilder;
import dev.bedplate.source.fixture.TarWriter;
import dev.bedplate.source.registry.Pushed;
import dev.bedplate.source.registry.TestRegistry;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Small images that are like well-known ones in everything that policies look at. */
final class DemoImages {
  private static final String LIBRARIES = "usr/lib/x86_64-linux-gnu/";
  private static final String BASE = "org.opencontainers.image.base.name";
  private static final int JAVA_BYTES = 3 << 20;

  private DemoImages() {}

  static void push(TestRegistry registry) {
    Pushed.push(registry, "alpine", "3.24", alpine());
    Pushed.push(registry, "debian", "13", debian("13", "13.1", "2.41").build());
    Pushed.push(registry, "debian", "10", debian("10", "10.13", "2.28").build());
    Pushed.push(
        registry,
        "team/report",
        "7",
        debian("10", "10.13", "2.28")
            .label(BASE, "registry.example/debian:10")
            .layer(new TarWriter().file("app/report.sh", "report"))
            .build());
    Pushed.push(registry, "static/proxy", "1.8", proxy());
    Pushed.push(registry, "base/java", "21", java().build());
    Pushed.push(
        registry,
        "team/ledger",
        "2.1",
        java()
            .label(BASE, "registry.example/base/java:21")
            .layer(new TarWriter().file("app/ledger.jar", "ledger"))
            .user("1000")
            .build());
  }

  private static BuiltImage alpine() {
    List<String> packages =
        List.of("musl", "busybox", "busybox-binsh", "apk-tools", "alpine-baselayout", "zlib");
    return ImageBuilder.image("linux/amd64")
        .layer(
            new TarWriter()
                .file(
                    "etc/os-release",
                    "ID=alpine\nVERSION_ID=3.24.1\nPRETTY_NAME=\"Alpine Linux v3.24\"\n")
                .file("lib/apk/db/installed", entries("P:%s\nV:1.2.5-r0\n\n", packages.stream()))
                .file("sbin/apk", 0755, TinyElf.muslProgram(""))
                .file("bin/busybox", 0755, TinyElf.muslProgram("BusyBox v1.37.0 (2025-12-04)\0"))
                .symlink("bin/sh", "/bin/busybox")
                .file(
                    "lib/ld-musl-x86_64.so.1",
                    0755,
                    TinyElf.withBanner(
                        "musl libc (x86_64)\nVersion %s\nDynamic Program Loader\n\0001.2.5\0")))
        .command("/bin/sh")
        .build();
  }

  private static ImageBuilder debian(String version, String release, String libc) {
    byte[] library =
        TinyElf.withBanner("GNU C Library (Debian) stable release version " + libc + ".\n\0");
    Stream<String> packages =
        Stream.concat(
            Stream.of("libc6", "apt", "dpkg", "bash"),
            Stream.iterate(1, i -> i <= 74, i -> i + 1).map(i -> "lib" + i));
    return ImageBuilder.image("linux/amd64")
        .layer(
            new TarWriter()
                .file(
                    "etc/os-release",
                    "ID=debian\nVERSION_ID=\"%s\"\nPRETTY_NAME=\"Debian GNU/Linux %s\"\n"
                        .formatted(version, version))
                .file("etc/debian_version", release + "\n")
                .file(
                    "var/lib/dpkg/status",
                    entries("Package: %s\nStatus: install ok installed\nVersion: 1\n\n", packages))
                .file(LIBRARIES + "libc.so.6", 0755, library)
                .file(LIBRARIES + "ld-linux-x86-64.so.2", 0755, library)
                .symlink("lib64/ld-linux-x86-64.so.2", "/" + LIBRARIES + "ld-linux-x86-64.so.2")
                .file("usr/bin/bash", 0755, TinyElf.program())
                .file("usr/bin/apt", 0755, TinyElf.program())
                .file("usr/bin/dpkg", 0755, TinyElf.program()))
        .command("bash");
  }

  /** One program that needs nothing, and nothing else. */
  private static BuiltImage proxy() {
    return ImageBuilder.image("linux/amd64")
        .layer(new TarWriter().file("proxy", 0755, TinyElf.withBanner("proxy 1.8")))
        .entrypoint("/proxy")
        .build();
  }

  /** Debian with a large second layer; the same bytes at every call. */
  private static ImageBuilder java() {
    byte[] modules = new byte[JAVA_BYTES];
    new SplittableRandom(21).nextBytes(modules);
    return debian("13", "13.1", "2.41")
        .layer(
            new TarWriter()
                .file("opt/java/bin/java", 0755, TinyElf.program())
                .file("opt/java/lib/modules", 0644, modules));
  }

  private static String entries(String form, Stream<String> names) {
    return names.map(form::formatted).collect(Collectors.joining());
  }
}
