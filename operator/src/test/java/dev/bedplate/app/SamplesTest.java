package dev.bedplate.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bedplate.cli.CommandLine;
import dev.bedplate.cli.Environment;
import dev.bedplate.source.registry.TestRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the samples promise, checked by the command line. */
class SamplesTest {
  static final Path SAMPLES = Path.of("..", "deploy", "samples");
  private static final Instant TODAY = Instant.parse("2026-11-24T00:00:00Z");
  @AutoClose private static TestRegistry registry;
  @TempDir Path directory;

  /** What the last check said besides its report. */
  private String said = "";

  @BeforeAll
  static void start() throws IOException {
    registry = TestRegistry.start();
    SampleImages.push(registry);
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.filter(it -> it.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "no-musl, LibcDenied",
    "alpine-and-small, DistributionNotAllowed",
    "no-end-of-life, DistributionEndOfLife",
    "our-bases, BaseImageUnverified",
    "no-root, ExpressionFailed",
    "distroless-only, PackageManagerPresent ShellPresent",
  })
  void a_policy_accepts_what_complies_and_refuses_what_does_not(String sample, String reasons)
      throws IOException {
    Map<String, String> verdicts = check(TODAY, sample, sample);

    assertThat(verdicts)
        .containsExactly(
            Map.entry("complies", "Compliant"), Map.entry("violates", "denied " + reasons));
    assertThat(said).isEmpty();
  }

  @Test
  void an_exception_covers_what_it_names_until_it_expires() throws IOException {
    assertThat(check(TODAY, "exception", "no-musl", "exception"))
        .containsEntry("legacy-agent", "Exempt LibcDenied")
        .containsEntry("another-agent", "denied LibcDenied");
    assertThat(said).isEmpty();
    assertThat(check(Instant.parse("2027-07-01T00:00:00Z"), "exception", "no-musl", "exception"))
        .containsEntry("legacy-agent", "denied LibcDenied");
    assertThat(said).contains("legacy-agent: expired at 2027-06-30T00:00:00Z").hasLineCount(1);
  }

  @Test
  void step_by_step_refuses_from_its_day_on_but_in_no_sandbox() throws IOException {
    assertThat(check(TODAY, "step-by-step", "step-by-step"))
        .containsEntry("shop/violates", "Violating DistributionEndOfLife")
        .containsEntry("sandbox/violates", "Violating DistributionEndOfLife");
    assertThat(check(Instant.parse("2027-03-02T00:00:00Z"), "step-by-step", "step-by-step"))
        .containsEntry("shop/violates", "denied DistributionEndOfLife")
        .containsEntry("sandbox/violates", "Violating DistributionEndOfLife");
    assertThat(said).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void every_sample_says_what_it_is_for_is_listed_and_has_workloads(Path file) throws IOException {
    String name = file.getFileName().toString();

    assertThat(Files.readAllLines(file).getFirst()).startsWith("# ").endsWith(".");
    assertThat(Files.readString(SAMPLES.resolve("README.md")))
        .contains("| [" + name + "](" + name + ") |");
    assertThat(SAMPLES.resolve("workloads").resolve(name)).isRegularFile();
  }

  @Test
  void the_front_page_quotes_samples_as_they_are() throws IOException {
    String page = Files.readString(Path.of("..", "README.md"));

    for (String name : List.of("no-musl", "alpine-and-small", "no-end-of-life", "our-bases")) {
      assertThat(page)
          .contains("```yaml\n" + Files.readString(SAMPLES.resolve(name + ".yaml")) + "```\n");
    }
  }

  /** The verdict of each workload with its reasons, by its name. */
  private Map<String, String> check(Instant now, String workloads, String... policies)
      throws IOException {
    var arguments =
        new ArrayList<>(
            List.of(
                "check",
                "-o",
                "json",
                "--platform",
                "linux/amd64",
                "--config",
                configuration().toString(),
                "-f",
                SAMPLES.resolve("workloads").resolve(workloads + ".yaml").toString()));
    for (String policy : policies) {
      arguments.addAll(List.of("-p", SAMPLES.resolve(policy + ".yaml").toString()));
    }
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    new CommandLine(environment(now, out, err)).run(arguments);
    said = err.toString(UTF_8);
    Map<String, String> verdicts = new TreeMap<>();
    for (JsonNode workload : new ObjectMapper().readTree(out.toString(UTF_8)).get("workloads")) {
      verdicts.put(name(workload), verdict(workload));
    }
    return verdicts;
  }

  private static String name(JsonNode workload) {
    String namespace = workload.get("namespace").asText();
    String name = workload.get("name").asText();
    return namespace.equals("default") ? name : namespace + "/" + name;
  }

  private static String verdict(JsonNode workload) {
    var verdict = new StringBuilder();
    verdict.append(
        workload.get("denied").asBoolean() ? "denied" : workload.get("verdict").asText());
    workload.get("violations").forEach(it -> verdict.append(' ').append(it.get("reason").asText()));
    workload.get("undecided").forEach(it -> verdict.append(' ').append(it));
    return verdict.toString();
  }

  private Path configuration() throws IOException {
    var text = new StringBuilder("registries:\n");
    for (String host : List.of("docker.io", "gcr.io", "registry.example")) {
      text.append("  - {host: %s, mirrors: ['http://%s']}\n".formatted(host, registry.authority()));
    }
    return Files.writeString(directory.resolve("configuration.yaml"), text);
  }

  private Environment environment(
      Instant now, ByteArrayOutputStream out, ByteArrayOutputStream err) {
    Map<String, String> variables = Map.of("XDG_CACHE_HOME", directory.toString());
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    var engines = new LocalEngines(variables, text -> {}, KubeconfigCluster::open, clock);
    return new Environment(
        variables,
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        new ByteArrayInputStream(new byte[0]),
        false,
        false,
        100,
        clock,
        engines,
        () -> new OperatorRoles(variables, clock));
  }
}
