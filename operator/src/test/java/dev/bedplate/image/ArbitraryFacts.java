package dev.bedplate.image;

import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.image.Inspection.Inspected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Arbitrary facts; every nullable field is null half of the time. */
@NullUnmarked
public record ArbitraryFacts(Random random) {
  /** An image with such facts. */
  public Inspected inspected() {
    return new Inspected(
        new InvalidReference(text(), "test"),
        digest(),
        maybe(this::digest),
        new Platform("linux", "amd64", null),
        facts());
  }

  ImageFacts facts() {
    return new ImageFacts(
        new Distribution(
            text(),
            list(this::text),
            maybe(this::text),
            maybe(this::text),
            maybe(this::text),
            pick(Distribution.Flavour.values()),
            random.nextBoolean()),
        new Libc(pick(Libc.Kind.values()), maybe(this::text), list(this::text), maybe(this::text)),
        new BusyBox(random.nextBoolean(), maybe(this::text), maybe(this::text)),
        new Packages(
            maybe(this::text),
            random.nextBoolean(),
            maybe(() -> random.nextInt(9999)),
            random.nextBoolean(),
            list(this::text)),
        new Tools(
            list(this::text),
            list(this::text),
            list(this::text),
            list(this::text),
            list(this::text)),
        new ImageSize(
            number(),
            maybe(this::number),
            maybe(this::number),
            maybe(this::number),
            list(this::layer)),
        new BaseImage(
            maybe(this::text),
            maybe(this::digest),
            pick(BaseImage.BaseEvidence.values()),
            random.nextBoolean(),
            random.nextInt(100),
            maybe(this::number),
            maybe(this::number),
            maybe(random::nextBoolean)),
        list(this::foreign),
        new ImageConfig(text(), list(this::text), list(this::text), maybe(this::instant), labels()),
        new Completeness(random.nextBoolean(), list(this::text), list(this::text)),
        list(() -> new Evidence(text(), maybe(this::text), maybe(this::digest), text())));
  }

  private ImageSize.Layer layer() {
    return new ImageSize.Layer(
        digest(),
        maybe(this::digest),
        number(),
        maybe(this::number),
        maybe(this::text),
        random.nextBoolean());
  }

  private ForeignBinary foreign() {
    return new ForeignBinary(
        text(), maybe(this::text), digest(), text(), maybe(this::text), list(this::text));
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    list(this::text).forEach(key -> labels.put(key, text()));
    return labels;
  }

  private Instant instant() {
    return Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
  }

  private long number() {
    return random.nextLong(Long.MAX_VALUE);
  }

  private Digest digest() {
    return new Digest("sha256", "%064x".formatted(random.nextLong(Long.MAX_VALUE)));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.appendCodePoint("a\"\\\n\u0000é/雪😀".codePoints().toArray()[random.nextInt(9)]);
    }
    return text.toString();
  }

  private <T> List<T> list(Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(element.get());
    }
    return list;
  }

  private <T> @Nullable T maybe(Supplier<? extends T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
