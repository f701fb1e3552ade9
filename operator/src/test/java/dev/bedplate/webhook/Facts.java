package dev.bedplate.webhook;

import dev.bedplate.image.BaseImage;
import dev.bedplate.image.BusyBox;
import dev.bedplate.image.Completeness;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.ImageConfig;
import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.ImageSize;
import dev.bedplate.image.Libc;
import dev.bedplate.image.Packages;
import dev.bedplate.image.Tools;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts of images that nobody had to read. */
final class Facts {
  static final Digest ALPINE = Digest.of("sha256:" + "a1".repeat(32));
  static final Digest DEBIAN = Digest.of("sha256:" + "de".repeat(32));

  private Facts() {}

  static ImageFacts alpine() {
    return of("alpine", "3.20.3", new Libc(Libc.Kind.Musl, "1.2.5", List.of("/lib/ld-musl"), null));
  }

  static ImageFacts debian() {
    return of("debian", "12.7", new Libc(Libc.Kind.Glibc, "2.36", List.of("/lib64/ld"), null));
  }

  static ImageFacts unknown() {
    return of("unknown", null, new Libc(Libc.Kind.Unknown, null, List.of(), null));
  }

  private static ImageFacts of(String id, @Nullable String version, Libc libc) {
    var layer = new ImageSize.Layer(DEBIAN, DEBIAN, 30_000_000, 80_000_000L, "ADD rootfs", true);
    return new ImageFacts(
        new Distribution(id, List.of(), version, null, id, Distribution.Flavour.Regular, true),
        libc,
        new BusyBox(false, null, null),
        new Packages("dpkg", false, 2, false, List.of("a", "b")),
        new Tools(List.of(), List.of(), List.of(), List.of(), List.of()),
        new ImageSize(30_000_000, 80_000_000L, 80_000_000L, 0L, List.of(layer)),
        new BaseImage(null, null, BaseImage.BaseEvidence.None, false, 0, null, null, null),
        List.of(),
        new ImageConfig("65532", List.of("/app"), List.of(), null, Map.of()),
        new Completeness(true, List.of(), List.of()),
        List.of());
  }
}
