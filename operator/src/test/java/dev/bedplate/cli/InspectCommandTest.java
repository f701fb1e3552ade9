package dev.bedplate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectCommandTest {
  @Test
  void printsFactsWithTheirEvidence() {
    Run run = Run.of("inspect", "--platform", "linux/amd64", "--explain", "alpine");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            alpine
              Platform      linux/amd64
              Digest        sha256:abababababababababababababababababababababababababababababababab
              Distribution  Alpine \\u001b[31mLinux v3.20 (alpine 3.20.3)
              Lifecycle     end of life since 2026-04-01
              Libc          musl 1.2.5 (/lib/ld-musl-x86_64.so.1)
                            - /lib/ld-musl-x86_64.so.1: musl version banner (layer
                              abababababab)
              BusyBox       yes 1.36.1 at /bin/busybox
              Packages      14 (apk), with package manager
              Compressed    3.3 MiB (3490290 bytes), 1 layer
              Unpacked      7.4 MiB (7792915 bytes)
              Base          unknown
              Tools         /bin/sh /usr/bin/wget
              User          root (not set)
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 120})
  void fitsTheTerminal(int columns) {
    Run run = Run.with("", false, columns, Map.of(), "inspect", "--explain", "alpine", "debian");
    // A word that is longer, such as a digest, stays whole so that it can be copied.
    assertThat(run.out().lines())
        .allMatch(it -> it.length() <= columns || it.strip().matches("(- |\\w+ +)?\\S+"));
  }

  @Test
  void coloursOnlyATerminalThatWantsThem() {
    assertThat(Run.with("", true, 80, Map.of(), "inspect", "alpine").out()).contains("\u001b[31m");
    assertThat(Run.with("", true, 80, Map.of("NO_COLOR", "1"), "inspect", "alpine").out())
        .doesNotContain("\u001b");
    assertThat(Run.of("inspect", "alpine").out()).doesNotContain("\u001b");
  }

  @Test
  void printsAllPlatformsAsJsonAndYaml() throws IOException {
    JsonNode json =
        new ObjectMapper()
            .readTree(Run.of("inspect", "--platform", "all", "-o", "json", "alpine").out());
    assertThat(json).hasSize(2);
    assertThat(json.get(1).get("platform").asText()).isEqualTo("linux/arm/v7");
    assertThat(json.get(0).get("lifecycle").get("state").asText()).isEqualTo("EndOfLife");
    assertThat(Run.of("inspect", "-o", "yaml", "alpine").out())
        .contains("reference: alpine")
        .doesNotContain("&id", "*id");
  }

  @Test
  void aFailureInJsonIsReferenceAndErrorAndNamesThePlatformWhenThereWereSeveral()
      throws IOException {
    Run all = Run.of("inspect", "--platform", "all", "-o", "json", "missing");
    JsonNode second = new ObjectMapper().readTree(all.out()).get(1);
    assertThat(all.code()).isEqualTo(3);
    assertThat(second.fieldNames()).toIterable().containsExactly("reference", "error");
    assertThat(second.get("error").get("message").asText())
        .isEqualTo("linux/arm/v7: no such image");

    Run one = Run.of("inspect", "--platform", "linux/amd64", "-o", "json", "missing");
    assertThat(new ObjectMapper().readTree(one.out()).get(0).get("error").get("message").asText())
        .isEqualTo("no such image");
  }

  @Test
  void aBaseThatCannotBeReadIsSaidOnceWithItsReason() {
    Run run = Run.of("inspect", "--base", "missing:1", "-o", "json", "alpine", "debian");
    assertThat(run.code()).isZero();
    assertThat(run.err())
        .isEqualTo("bedplate: --base missing:1: ImageNotFound: missing:1: no such image\n");
  }

  @Test
  void aMistypedBaseIsAMistakeAndNotIgnored() {
    Run run = Run.of("inspect", "--base", "A B", "alpine");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("bedplate: --base: ");
  }

  @Test
  void exitsWith3WhenAnImageIsMissingAndPrintsTheOthers() {
    Run run = Run.of("inspect", "missing", "debian");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out()).contains("Debian");
    assertThat(run.err()).isEqualTo("bedplate: missing: ImageNotFound: no such image\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inspect",
        "inspect -o xml alpine",
        "inspect --platform linux alpine",
        "inspect --timeout 5 alpine",
        "inspect --unknown alpine",
        "inspect --expl alpine",
        "inspect -o json -o yaml alpine",
        "inspect --cluster alpine",
        "check -f x",
        "check -p x",
        "check -p /does/not/exist alpine",
        "completion tcsh",
        "frobnicate"
      })
  void exitsWith2ForWrongUsage(String line) {
    Run run = Run.of(line.split(" ", -1));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("bedplate: ");
    assertThat(run.out()).isEmpty();
  }
}
