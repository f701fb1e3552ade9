package dev.bedplate.webhook.bench;

import dev.bedplate.image.BaseImage;
import dev.bedplate.image.BusyBox;
import dev.bedplate.image.Completeness;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.ImageConfig;
import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageSize;
import dev.bedplate.image.Libc;
import dev.bedplate.image.Packages;
import dev.bedplate.image.Platform;
import dev.bedplate.image.Tools;
import dev.bedplate.inspect.FactsCache;
import dev.bedplate.inspect.KnownImage;
import dev.bedplate.inspect.MemoryCache;
import dev.bedplate.source.Access;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.ImageSource;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.source.RawDocument;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** A cache that knows the images of the load, and a registry that nobody should need to ask. */
final class KnownImages implements ImageSource {
  static final Platform PLATFORM = new Platform("linux", "amd64", null);
  static final int IMAGES = 8;
  private final AtomicLong requests = new AtomicLong();

  static Digest digest(int number) {
    return Digest.of("sha256:" + ("0" + number).repeat(32));
  }

  static FactsCache cache() {
    var cache = new MemoryCache(16L << 20);
    for (int i = 0; i < IMAGES; i++) {
      cache.putImage(digest(i), new KnownImage(PLATFORM, debian()));
    }
    return cache;
  }

  long requests() {
    return requests.get();
  }

  @Override
  public Digest resolve(ImageReference reference, Access access) {
    Digest digest = ((ImageReference.RegistryReference) reference).digest();
    if (digest == null) {
      throw refused();
    }
    return digest;
  }

  @Override
  public RawDocument document(ImageReference reference, Digest digest, Access access)
      throws ImageUnavailableException {
    throw refused();
  }

  @Override
  public byte[] blob(ImageReference reference, Descriptor descriptor, Access access) {
    throw refused();
  }

  @Override
  public InputStream stream(ImageReference reference, Descriptor descriptor, Access access) {
    throw refused();
  }

  private IllegalStateException refused() {
    requests.incrementAndGet();
    return new IllegalStateException("the registry was asked");
  }

  private static ImageFacts debian() {
    List<String> names = IntStream.range(0, 120).mapToObj(i -> "lib-something" + i).toList();
    var layer = new ImageSize.Layer(digest(9), digest(9), 30_000_000, 80_000_000L, "ADD", true);
    return new ImageFacts(
        new Distribution(
            "debian", List.of(), "13.1", null, "Debian", Distribution.Flavour.Regular, true),
        new Libc(Libc.Kind.Glibc, "2.41", List.of("/lib64/ld-linux-x86-64.so.2"), null),
        new BusyBox(false, null, null),
        new Packages("dpkg", false, 120, false, names),
        new Tools(List.of("/bin/sh"), List.of(), List.of(), List.of(), List.of()),
        new ImageSize(60_000_000, 160_000_000L, 160_000_000L, 0L, List.of(layer, layer)),
        new BaseImage(
            "docker.io/library/debian:13-slim",
            digest(9),
            BaseImage.BaseEvidence.LayerPrefix,
            true,
            1,
            30_000_000L,
            80_000_000L,
            null),
        List.of(),
        new ImageConfig(
            "65532", List.of("/web"), List.of(), Instant.parse("2026-11-01T00:00:00Z"), Map.of()),
        new Completeness(true, List.of(), List.of()),
        List.of(new Evidence("libc.kind", "/bin/sh", digest(9), "interpreter")));
  }
}
