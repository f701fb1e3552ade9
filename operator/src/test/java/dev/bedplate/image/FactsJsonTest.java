package dev.bedplate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.json.Json;
import dev.bedplate.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullUnmarked
class FactsJsonTest {
  private static final Platform ASKED = new Platform("linux", "arm", "v7");

  @Test
  void everyInspectionIsReadAsItWasWritten() throws IOException {
    for (int seed = 0; seed < 500; seed++) {
      Inspected inspected = new ArbitraryFacts(new Random(seed)).inspected();
      assertThat(read(write(inspected, null))).as("seed %d", seed).isEqualTo(inspected);
    }
  }

  @Test
  void factsAloneAreReadAsTheyWereWritten() throws IOException {
    for (int seed = 0; seed < 200; seed++) {
      ImageFacts facts = new ArbitraryFacts(new Random(seed)).facts();
      byte[] json = Json.line(FactsJson.of(facts)).getBytes(StandardCharsets.UTF_8);
      assertThat(FactsJson.facts(JsonReader.read(json))).isEqualTo(facts);
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
        FactsJson.of(new ArbitraryFacts(new Random(1)).inspected(), lifecycle);
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
    Inspected inspected = new ArbitraryFacts(new Random(7)).inspected();
    String json =
        write(inspected, null)
            .replace("\"libc\":{", "\"later\":[{\"a\":[1.5]}],\"libc\":{\"more\":{\"x\":null},");
    assertThat(read(json)).isEqualTo(inspected);
  }

  @Test
  void whatIsWrongIsNamedByItsPath() throws IOException {
    String json = write(new ArbitraryFacts(new Random(3)).inspected(), null);
    assertThatThrownBy(
            () ->
                read(
                    json.replaceFirst(
                        "\"libc\":\\{\"kind\":\"\\w+\"", "\"libc\":{\"kind\":\"Newlib\"")))
        .hasMessageContaining("libc.kind")
        .hasMessageContaining("Newlib");
    assertThatThrownBy(() -> read(json.replace("\"size\"", "\"sise\"")))
        .hasMessageContaining("size must be an object");
    assertThatThrownBy(() -> read("[]")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read("")).isInstanceOf(IOException.class);
  }

  private static ImageReference reference(String text) {
    return new InvalidReference(text, "test");
  }

  private static String write(Inspection inspection, @Nullable Lifecycle lifecycle) {
    return Json.line(FactsJson.of(inspection, lifecycle));
  }

  private static Inspection read(String json) throws IOException {
    return new WrittenInspections(FactsJsonTest::reference, ASKED).one(json);
  }
}
