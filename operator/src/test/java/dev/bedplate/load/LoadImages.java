package dev.bedplate.load;

import dev.bedplate.api.v1alpha1.InspectedImage;
import dev.bedplate.image.BaseImage;
import dev.bedplate.image.BusyBox;
import dev.bedplate.image.Completeness;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.ImageConfig;
import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.ImageSize;
import dev.bedplate.image.Libc;
import dev.bedplate.image.Packages;
import dev.bedplate.image.Platform;
import dev.bedplate.image.Tools;
import dev.bedplate.inspect.KnownImage;
import dev.bedplate.inventory.InspectedImages;
import dev.bedplate.source.ReferenceParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The images of the load, whose facts the cluster knows: every tenth is an Alpine. */
final class LoadImages {
  private static final Platform PLATFORM = new Platform("linux", "amd64", null);
  private static final int PACKAGES = 120;

  /** As many as images usually have; the lower half is what all of them are built on. */
  private static final int LAYERS = 8;

  private final String registry;

  /** Images of a registry that nobody should need to ask. */
  LoadImages(String registry) {
    this.registry = registry;
  }

  static boolean isAlpine(int number) {
    return number % 10 == 0;
  }

  /** As it stands in a workload. */
  String reference(int number) {
    return registry + "/shop/app" + number + "@" + digest("image " + number);
  }

  /** Its facts as the operator writes them. */
  InspectedImage object(int number) {
    return InspectedImages.of(
        ReferenceParser.parseRegistry(reference(number)),
        digest("image " + number),
        new KnownImage(PLATFORM, facts(number)),
        List.of(),
        List.of());
  }

  private static Digest digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Digest.of("sha256:" + HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ImageFacts facts(int number) {
    boolean alpine = isAlpine(number);
    List<String> names = IntStream.range(0, PACKAGES).mapToObj(i -> "lib-something" + i).toList();
    Digest base = digest("layer 0");
    return new ImageFacts(
        alpine
            ? new Distribution(
                "alpine", List.of(), "3.23.0", null, "Alpine", Distribution.Flavour.Regular, true)
            : new Distribution(
                "debian", List.of(), "13.1", null, "Debian", Distribution.Flavour.Regular, true),
        alpine
            ? new Libc(Libc.Kind.Musl, "1.2.5", List.of("/lib/ld-musl-x86_64.so.1"), null)
            : new Libc(Libc.Kind.Glibc, "2.41", List.of("/lib64/ld-linux-x86-64.so.2"), null),
        new BusyBox(false, null, null),
        new Packages(alpine ? "apk" : "dpkg", false, PACKAGES, false, names),
        new Tools(List.of("/bin/sh"), List.of(), List.of(), List.of(), List.of()),
        new ImageSize(60_000_000, 160_000_000L, 160_000_000L, 0L, layers(number)),
        // The tag of a proven base would be looked at once an hour.
        new BaseImage(
            null,
            base,
            BaseImage.BaseEvidence.Declared,
            false,
            LAYERS / 2,
            30_000_000L,
            80_000_000L,
            null),
        List.of(),
        new ImageConfig(
            "65532", List.of("/web"), List.of(), Instant.parse("2026-11-01T00:00:00Z"), Map.of()),
        new Completeness(true, List.of(), List.of()),
        List.of(new Evidence("libc.kind", "/bin/sh", base, "interpreter")));
  }

  private static List<ImageSize.Layer> layers(int number) {
    return IntStream.range(0, LAYERS)
        .mapToObj(
            i -> {
              boolean base = i < LAYERS / 2;
              Digest digest = digest(base ? "layer " + i : "layer " + i + " of " + number);
              return new ImageSize.Layer(digest, digest, 7_500_000, 20_000_000L, "ADD", base);
            })
        .toList();
  }
}
