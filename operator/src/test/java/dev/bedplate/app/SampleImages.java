package dev.bedplate.app;

import dev.bedplate.inspect.elf.TinyElf;
import dev.bedplate.source.fixture.BuiltImage;
import dev.bedplate.source.fixture.Compression;
import dev.bedplate.source.fixture.ImageBuilder;
import dev.bedplate.source.fixture.TarWriter;
import dev.bedplate.source.registry.Pushed;
import dev.bedplate.source.registry.TestRegistry;

/**
 * The images that the samples name, as far as policies see, in a registry that mirrors them all.
 */
final class SampleImages {
  private static final String BASE_NAME = "org.opencontainers.image.base.name";
  private static final String BASE = "registry.example/base/debian:13";

  private SampleImages() {}

  static void push(TestRegistry registry) {
    Pushed.push(registry, "library/alpine", "3.20", alpine("3.20.3"));
    Pushed.push(registry, "library/alpine", "3.22", alpine("3.22.1"));
    Pushed.push(registry, "library/debian", "13-slim", image(debian("slim")).build());
    Pushed.push(registry, "library/memcached", "1.6", image(debian("m")).user("memcache").build());
    Pushed.push(registry, "distroless/static-debian13", "nonroot", distroless());
    Pushed.push(registry, "base/debian", "13", image(debian("ours")).build());
    Pushed.push(registry, "shop/web", "1", claimed(image(debian("ours")).layer(web(), GZIP)));
    Pushed.push(
        registry, "shop/only-a-label", "1", claimed(image(debian("slim")).layer(web(), GZIP)));
  }

  private static final Compression GZIP = Compression.GZIP;

  private static ImageBuilder image(TarWriter tar) {
    return ImageBuilder.image("linux/amd64").layer(tar, GZIP).command("/usr/bin/web");
  }

  private static BuiltImage claimed(ImageBuilder image) {
    return image.annotation(BASE_NAME, BASE).build();
  }

  private static TarWriter web() {
    return new TarWriter().file("usr/bin/web", 0755, TinyElf.program());
  }

  private static BuiltImage alpine(String version) {
    return image(OperatorImages.alpineFiles(version)).build();
  }

  /** With a shell and package managers, as the official image has them. */
  private static TarWriter debian(String mark) {
    return OperatorImages.debianFiles(mark)
        .file("usr/bin/dash", 0755, TinyElf.program())
        .symlink("usr/bin/sh", "dash")
        .file("usr/bin/dpkg", 0755, TinyElf.program())
        .file("usr/bin/apt-get", 0755, TinyElf.program());
  }

  private static BuiltImage distroless() {
    return image(
            new TarWriter()
                .file("etc/os-release", "ID=debian\nVERSION_ID=\"13\"\n")
                .file("var/lib/dpkg/status.d/tzdata", "Package: tzdata\nVersion: 2025b\n\n")
                .file("etc/passwd", "nonroot:x:65532:65532::/home/nonroot:/sbin/nologin\n"))
        .user("65532")
        .build();
  }
}
