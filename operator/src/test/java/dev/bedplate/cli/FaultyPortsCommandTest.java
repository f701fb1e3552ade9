package dev.bedplate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bedplate.catalog.Catalog;
import dev.bedplate.fixture.FaultAt;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Lifecycle;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.ImageInspector;
import dev.bedplate.source.Access;
import dev.bedplate.workload.manifest.ManifestDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a port of the command line throws, and when: the other images keep their rows. */
class FaultyPortsCommandTest {
  private static final List<String> CHECK =
      List.of("references", "access", "inspector", "platforms", "judge");
  private static final List<String> INSPECT =
      List.of("access", "inspector", "platforms", "lifecycles");
  @TempDir Path directory;

  static Stream<Arguments> check() {
    return faults(CHECK);
  }

  static Stream<Arguments> inspect() {
    return faults(INSPECT);
  }

  private static Stream<Arguments> faults(List<String> ports) {
    return ports.stream()
        .flatMap(
            port ->
                IntStream.rangeClosed(1, 3)
                    .boxed()
                    .flatMap(
                        call ->
                            Stream.of(
                                Arguments.of(port, call, new IllegalStateException("boom")),
                                Arguments.of(port, call, new StackOverflowError()))));
  }

  @ParameterizedTest(name = "{0}, call {1}")
  @MethodSource("check")
  void S_31_every_workload_has_its_row(String port, int call, Throwable thrown) throws IOException {
    var fault = new FaultAt(port, call, () -> thrown);
    Path policy =
        Files.writeString(
            directory.resolve("policy.yaml"),
            """
            apiVersion: bedplate.dev/v1alpha1
            kind: BaseImagePolicy
            metadata: {name: no-musl}
            spec: {mode: Enforce}
            """);
    Run run =
        Run.with(
            options -> new FaultyEngine(fault, new FakeEngine(options, new FakeCluster())),
            pods(),
            "check",
            "--platform=all",
            "-o",
            "json",
            "-f",
            "-",
            "-p",
            policy.toString());
    assertThat(fault.happened()).as(run.err()).isTrue();
    assertThat(run.code()).as(run.err()).isEqualTo(1);
    List<JsonNode> workloads =
        new ObjectMapper().readTree(run.out()).get("workloads").valueStream().toList();
    assertThat(workloads).hasSize(3);
    assertThat(workloads)
        .filteredOn(it -> it.get("verdict").asText().equals("Violating"))
        .hasSizeBetween(2, 3);
  }

  @ParameterizedTest(name = "{0}, call {1}")
  @MethodSource("inspect")
  void S_31_every_image_has_its_facts_or_its_error(String port, int call, Throwable thrown)
      throws IOException {
    var fault = new FaultAt(port, call, () -> thrown);
    Run run =
        Run.with(
            options -> new FaultyEngine(fault, new FakeEngine(options, new FakeCluster())),
            "",
            "inspect",
            "--platform=all",
            "-o",
            "json",
            "alpine:a",
            "alpine:b",
            "alpine:c");
    assertThat(fault.happened()).isTrue();
    assertThat(run.code()).as(run.err()).isEqualTo(port.equals("lifecycles") ? 0 : 3);
    assertThat(new ObjectMapper().readTree(run.out()).valueStream().toList())
        .extracting(it -> it.get("reference").asText())
        .contains("alpine:a", "alpine:b", "alpine:c");
  }

  @Test
  void a_command_that_throws_is_neither_a_denial_nor_a_stack_trace() {
    for (Error thrown : List.of(new StackOverflowError(), new OutOfMemoryError("heap"))) {
      Run run =
          Run.with(
              _ -> {
                throw thrown;
              },
              "",
              "inspect",
              "a");
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).startsWith("bedplate: ").hasLineCount(1);
    }
  }

  private static String pods() {
    return Stream.of("a", "b", "c")
        .map(
            it ->
                """
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: %1$s}
                spec: {containers: [{name: app, image: "alpine:%1$s"}]}
                """
                    .formatted(it))
        .reduce("", String::concat);
  }

  /** The ports of another engine, one call of which throws. */
  private record FaultyEngine(FaultAt fault, FakeEngine engine) implements Engine, ImageInspector {
    @Override
    public ImageInspector inspector() {
      return this;
    }

    @Override
    public ImageReference reference(String text) {
      return fault.at("references", () -> engine.reference(text));
    }

    @Override
    public Access access() {
      return fault.at("access", engine::access);
    }

    @Override
    public List<Inspection> inspect(ImageReference reference, Platform platform, Access access) {
      return fault.at("inspector", () -> engine.inspect(reference, platform, access));
    }

    @Override
    public List<Platform> platforms(ImageReference reference, Access access) {
      return fault.at("platforms", () -> engine.platforms(reference, access));
    }

    @Override
    public Lifecycle lifecycle(Distribution distribution, LocalDate today) {
      return fault.at("lifecycles", () -> engine.lifecycle(distribution, today));
    }

    @Override
    public List<Platform> platforms() {
      return engine.platforms();
    }

    @Override
    public PolicySet policies(List<ManifestDocument> documents, Catalog further) {
      return switch (engine.policies(documents, further)) {
        case PolicySet.Rejected rejected -> rejected;
        case PolicySet.Ready(var judge, var notes) ->
            new PolicySet.Ready(
                (workload, facts, now, bounds) ->
                    fault.at("judge", () -> judge.decide(workload, facts, now, bounds)),
                notes);
      };
    }

    @Override
    public ClusterReader cluster() {
      return engine.cluster();
    }

    @Override
    public void close() {}
  }
}
