package dev.bedplate.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.cli.CommandLine;
import dev.bedplate.cli.Environment;
import dev.bedplate.source.OddHosts;
import dev.bedplate.source.fixture.ImageFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A musl image beside one in a registry that nobody can ask, on the command line. */
class OddHostsCommandTest {
  @TempDir Path directory;

  @Test
  void S_31_the_musl_image_is_denied_and_the_other_has_a_row() throws Exception {
    ImageFiles.layout(directory.resolve("image"), Map.of("1", TrainingImages.alpine()));
    Path policy = directory.resolve("policy.yaml");
    Files.writeString(
        policy,
        """
        apiVersion: bedplate.dev/v1alpha1
        kind: BaseImagePolicy
        metadata: {name: no-musl}
        spec: {mode: Enforce, rules: {libc: {deny: [Musl]}}}
        """);
    var manifests = new StringBuilder();
    for (String host : OddHosts.ALL) {
      manifests.append(
          """
          ---
          apiVersion: v1
          kind: Pod
          metadata: {name: web}
          spec: {containers: [{name: app, image: 'oci:%s'}, {name: odd, image: '%s/x'}]}
          """
              .formatted(directory.resolve("image"), host));
    }
    Path file = directory.resolve("pods.yaml");
    Files.writeString(file, manifests);

    CheckRun run = run("check", "-f", file.toString(), "-p", policy.toString());

    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().filter(it -> it.contains("- LibcDenied")))
        .hasSameSizeAs(OddHosts.ALL);
    assertThat(run.out().lines().filter(it -> it.contains("- InvalidImage")))
        .hasSameSizeAs(OddHosts.ALL);
  }

  private CheckRun run(String... arguments) {
    Map<String, String> variables = Map.of("XDG_CACHE_HOME", directory.toString());
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var environment =
        new Environment(
            variables,
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            new ByteArrayInputStream(new byte[0]),
            false,
            false,
            100,
            Clock.systemUTC(),
            new LocalEngines(variables, _ -> {}, KubeconfigCluster::open, Clock.systemUTC()),
            () -> new OperatorRoles(variables, Clock.systemUTC()));
    int code = new CommandLine(environment).run(List.of(arguments));
    return new CheckRun(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
