package dev.bedplate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullUnmarked
class FactsJsonTest {
  private static final JsonFactory JSON = new JsonFactory();

  private static final Platform ASKED = new Platform("linux", "arm", "v7");

  @Test
  void everyInspectionIsReadAsItWasWritten() throws IOException {
    for (int seed = 0; seed < 500; seed++) {
      Inspected inspected = new Arbitrary(new Random(seed)).inspected();
      assertThat(read(write(inspected, null))).as("seed %d", seed).isEqualTo(inspected);
    }
  }

  @Test
  void factsAloneAreReadAsTheyWereWritten() throws IOException {
    for (int seed = 0; seed < 200; seed++) {
      ImageFacts facts = new Arbitrary(new Random(seed)).facts();
      StringWriter text = new StringWriter();
      try (JsonGenerator out = JSON.createGenerator(text)) {
        FactsJson.writeFacts(out, facts);
      }
      try (JsonParser in = JSON.createParser(text.toString())) {
        assertThat(FactsJson.readFacts(in)).isEqualTo(facts);
      }
    }
  }

  @Test
  void aFailureHasReferenceAndErrorOnly() throws IOException {
    Failed failed =
        new Failed(reference("r/a:1"), ASKED, UndecidedReason.Unauthorized, "no \"credentials\"");
    String json = write(failed, null);
    assertThat(json)
        .isEqualTo(
            "{\"reference\":\"r/a:1\",\"error\":"
                + "{\"reason\":\"Unauthorized\",\"message\":\"no \\\"credentials\\\"\"}}");
    assertThat(read(json)).isEqualTo(failed);
  }

  @Test
  void theFieldsStandInTheOrderOfTheContract() {
    Lifecycle lifecycle =
        new Lifecycle(
            Lifecycle.State.EndOfLife,
            "3.20",
            LocalDate.parse("2026-04-01"),
            null,
            LocalDate.parse("2026-08-22"));
    Map<String, @Nullable Object> map =
        FactsJson.toMap(new Arbitrary(new Random(1)).inspected(), lifecycle);
    assertThat(map.keySet())
        .containsExactly(
            "reference",
            "digest",
            "indexDigest",
            "platform",
            "distribution",
            "lifecycle",
            "libc",
            "busybox",
            "packages",
            "tools",
            "size",
            "base",
            "foreignBinaries",
            "config",
            "completeness",
            "evidence");
    assertThat(map.get("lifecycle").toString())
        .isEqualTo(
            "{state=EndOfLife, cycle=3.20, securityUntil=2026-04-01, extendedUntil=null,"
                + " asOf=2026-08-22}");
  }

  @Test
  void unknownFieldsAreIgnored() throws IOException {
    Inspected inspected = new Arbitrary(new Random(7)).inspected();
    String json =
        write(inspected, null)
            .replace("\"libc\":{", "\"later\":[{\"a\":[1.5]}],\"libc\":{\"more\":{\"x\":null},");
    assertThat(read(json)).isEqualTo(inspected);
  }

  @Test
  void whatIsWrongIsNamedByItsPath() throws IOException {
    String json = write(new Arbitrary(new Random(3)).inspected(), null);
    assertThatThrownBy(
            () ->
                read(
                    json.replaceFirst(
                        "\"libc\":\\{\"kind\":\"\\w+\"", "\"libc\":{\"kind\":\"Newlib\"")))
        .hasMessageContaining("libc.kind")
        .hasMessageContaining("Newlib");
    assertThatThrownBy(() -> read(json.replace("\"size\"", "\"sise\"")))
        .hasMessageContaining("size: an object was expected");
    assertThatThrownBy(() -> read("[]")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read("")).isInstanceOf(IOException.class);
  }

  private static ImageReference reference(String text) {
    return new InvalidReference(text, "test");
  }

  private static String write(Inspection inspection, @Nullable Lifecycle lifecycle)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      FactsJson.write(out, inspection, lifecycle);
    }
    return text.toString();
  }

  private static Inspection read(String json) throws IOException {
    try (JsonParser in = JSON.createParser(json)) {
      return FactsJson.read(in, FactsJsonTest::reference, ASKED);
    }
  }

  /** Arbitrary facts; every nullable field is null half of the time. */
  private record Arbitrary(Random random) {
    Inspected inspected() {
      return new Inspected(
          reference(text()),
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
          new Libc(
              pick(Libc.Kind.values()), maybe(this::text), list(this::text), maybe(this::text)),
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
          new ImageConfig(
              text(), list(this::text), list(this::text), maybe(this::instant), labels()),
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
}
