package dev.bedplate.inventory;

import dev.bedplate.image.BaseImage;
import dev.bedplate.image.BaseImage.BaseEvidence;
import dev.bedplate.image.BusyBox;
import dev.bedplate.image.Completeness;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.Distribution.Flavour;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.ForeignBinary;
import dev.bedplate.image.ImageConfig;
import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.ImageSize;
import dev.bedplate.image.Libc;
import dev.bedplate.image.Packages;
import dev.bedplate.image.Platform;
import dev.bedplate.image.Tools;
import dev.bedplate.inspect.KnownImage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Facts that are far too large in one way each, as a hostile image may have them. */
enum HugeFacts {
  PACKAGES("packages.names"),
  LABELS("config.labels"),
  LABEL_VALUE("config.labels"),
  LAYERS("size.layers"),
  COMMAND("config.command"),
  USER("config.user"),
  VERSION_OF_CONTROL_CHARACTERS("distribution.version"),
  LONE_SURROGATES("distribution.prettyName"),
  FOREIGN_BINARIES("foreignBinaries"),
  PLATFORM("platform"),
  EVERYTHING("packages.names");

  private static final Digest DIGEST = Digest.of("sha256:" + "12".repeat(32));
  private final String cut;

  HugeFacts(String cut) {
    this.cut = cut;
  }

  /** The path that must be named. */
  String cut() {
    return cut;
  }

  private boolean is(HugeFacts... these) {
    return this == EVERYTHING || List.of(these).contains(this);
  }

  /** An image with these facts. */
  KnownImage image() {
    String os = this == PLATFORM ? "o".repeat(5_000) : "linux";
    return new KnownImage(
        new Platform(os, "amd64", null),
        new ImageFacts(
            distribution(),
            new Libc(Libc.Kind.Musl, "1.2.5", List.of("/lib/ld-musl-x86_64.so.1"), null),
            new BusyBox(false, null, null),
            new Packages("dpkg", true, 9, false, many(is(PACKAGES), 50_000, i -> "package-" + i)),
            new Tools(List.of("/bin/sh"), List.of(), List.of(), List.of(), List.of()),
            new ImageSize(1, 2L, 3L, 4L, many(is(LAYERS), 500, i -> layer("RUN \"" + i))),
            new BaseImage(null, null, BaseEvidence.None, false, 0, null, null, null),
            many(is(FOREIGN_BINARIES), 9_000, HugeFacts::foreign),
            config(),
            new Completeness(true, List.of(), List.of()),
            List.of(new Evidence("libc.kind", "/lib/ld", DIGEST, "banner"))));
  }

  private Distribution distribution() {
    String version = is(VERSION_OF_CONTROL_CHARACTERS) ? "\u0000\u001b\"".repeat(5_000) : "3.20";
    String pretty = is(LONE_SURROGATES) ? "\ud800😀\udc00".repeat(2_000) : "Alpine";
    return new Distribution("alpine", List.of(), version, null, pretty, Flavour.Regular, true);
  }

  private ImageConfig config() {
    Map<String, String> labels =
        is(LABEL_VALUE)
            ? Map.of("a", "雪".repeat(9_000))
            : many(is(LABELS), 3_000, i -> "org.example.label-" + i).stream()
                .collect(Collectors.toMap(key -> key, key -> "value of " + key));
    List<String> command = many(is(COMMAND), 10_000, i -> "--argument=" + i);
    String user = is(USER) ? "root".repeat(1_000) : "";
    return new ImageConfig(user, List.of(), command, Instant.EPOCH, labels);
  }

  private static ImageSize.Layer layer(String createdBy) {
    return new ImageSize.Layer(DIGEST, DIGEST, 1, 2L, createdBy, false);
  }

  private static ForeignBinary foreign(int i) {
    return new ForeignBinary("/opt/" + i, null, DIGEST, "MissingLoader", null, List.of("libc.so"));
  }

  private static <T> List<T> many(boolean wanted, int count, IntFunction<T> element) {
    return IntStream.range(0, wanted ? count : 1).mapToObj(element).toList();
  }

  /** Facts that fit. */
  static KnownImage small() {
    KnownImage image = USER.image();
    ImageFacts it = image.facts();
    ImageConfig config = new ImageConfig("", List.of(), List.of("sh"), Instant.EPOCH, Map.of());
    return new KnownImage(image.platform(), with(it, config, it.evidence()));
  }

  /** Facts of which only the evidence is too large. */
  static KnownImage withLongEvidence() {
    KnownImage small = small();
    List<Evidence> evidence =
        Stream.generate(() -> new Evidence("libc.kind", "/lib/x", DIGEST, "y".repeat(5_000)))
            .limit(200)
            .toList();
    return new KnownImage(small.platform(), with(small.facts(), small.facts().config(), evidence));
  }

  private static ImageFacts with(ImageFacts it, ImageConfig config, List<Evidence> evidence) {
    return new ImageFacts(
        it.distribution(),
        it.libc(),
        it.busybox(),
        it.packages(),
        it.tools(),
        it.size(),
        it.base(),
        it.foreignBinaries(),
        config,
        it.completeness(),
        evidence);
  }
}
