package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Platform;
import dev.bedplate.source.registry.MeasuredIndex;
import dev.bedplate.source.registry.TestRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code check} and {@code inspect} of the indexes of which is known what containerd runs. */
class CheckIndexesTest {
  @AutoClose private TestRegistry registry;
  @TempDir Path directory;
  private List<MeasuredIndex> measured;

  @BeforeEach
  void push() throws IOException {
    registry = TestRegistry.start();
    measured = MeasuredIndex.all(registry);
    Files.writeString(
        directory.resolve("policy.yaml"),
        """
        apiVersion: bedplate.dev/v1alpha1
        kind: BaseImagePolicy
        metadata: {name: no-alpine}
        spec: {mode: Enforce, rules: {distributions: {deny: [{id: alpine}]}}}
        """);
  }

  private CheckRun check(String platform, List<MeasuredIndex> indexes) {
    var arguments = new ArrayList<>(List.of("check", "--platform", platform, "-o", "json", "-p"));
    arguments.add(directory.resolve("policy.yaml").toString());
    indexes.forEach(it -> arguments.add(it.reference()));
    return CheckRun.of(directory, arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux/x86_64", "linux/aarch64", "linux/arm"})
  void S_35_an_image_is_denied_when_one_is_that_could_run_of_its_index(String written) {
    Platform platform = Platform.parse(written).orElseThrow();
    List<MeasuredIndex> indexes =
        measured.stream().filter(it -> it.judged().containsKey(platform)).toList();
    Map<String, Boolean> denied =
        StreamSupport.stream(check(written, indexes).json().get("workloads").spliterator(), false)
            .collect(
                Collectors.toMap(
                    it -> it.get("name").asText(), it -> it.get("denied").asBoolean()));

    var expected = new HashMap<String, Boolean>();
    indexes.forEach(it -> expected.put(it.reference(), it.expected(platform).contains("musl")));
    assertThat(denied).isEqualTo(expected);
  }

  @Test
  void inspect_tells_of_the_image_that_containerd_runs() throws IOException {
    Platform platform = Platform.parse("linux/amd64").orElseThrow();
    var runs = new HashMap<String, List<String>>();
    MeasuredIndex.seen()
        .forEach((name, seen) -> runs.put(name, seen.getOrDefault(platform, List.of())));
    List<MeasuredIndex> run =
        measured.stream()
            .filter(it -> it.failed() == null && !runs.getOrDefault(it.name(), List.of()).isEmpty())
            .toList();
    assertThat(run).hasSizeGreaterThan(40);
    for (MeasuredIndex index : run) {
      CheckRun inspected =
          CheckRun.of(
              directory,
              List.of("inspect", "--platform", "linux/amd64", "-o", "json", index.reference()));
      List<String> shown = new ArrayList<>();
      inspected.json().forEach(it -> shown.add(name(index, it)));
      assertThat(shown).as(index.name()).first().isIn(runs.get(index.name()));
    }
  }

  private static String name(MeasuredIndex index, JsonNode shown) {
    return shown.has("error")
        ? shown.get("error").get("reason").asText()
        : String.valueOf(index.names().get(Digest.of(shown.get("digest").asText())));
  }

  @Test
  void a_platform_is_told_in_its_one_spelling() {
    MeasuredIndex index =
        measured.stream().filter(it -> it.name().equals("x86-64 alone")).findFirst().orElseThrow();
    for (String written : List.of("linux/x86_64", "linux/aarch64", "Linux/ARM64/v8")) {
      CheckRun run =
          CheckRun.of(
              directory,
              List.of("inspect", "--platform", written, "-o", "json", index.reference()));
      assertThat(run.code()).isZero();
    }
    CheckRun other =
        CheckRun.of(directory, List.of("inspect", "--platform", "linux/S390X", index.reference()));
    assertThat(other.code()).isEqualTo(3);
    assertThat(other.err())
        .contains(
            "UnsupportedImage: "
                + index.reference()
                + ": the index has no image for linux/s390x; it has linux/amd64, linux/arm64");
  }
}
