package dev.bedplate.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bedplate.cli.CommandLine;
import dev.bedplate.cli.Environment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** What a command about a cluster answered. */
record CheckRun(int code, String out, String err) {
  JsonNode json() {
    try {
      return new ObjectMapper().readTree(out);
    } catch (IOException e) {
      throw new IllegalStateException(this.toString(), e);
    }
  }

  /** The verdict of each workload, such as {@code Deployment shop/web Violating denied}. */
  List<String> verdicts() {
    return StreamSupport.stream(json().get("workloads").spliterator(), false)
        .map(
            it ->
                "%s %s/%s %s%s"
                    .formatted(
                        it.get("kind").asText(),
                        it.get("namespace").asText(),
                        it.get("name").asText(),
                        it.get("verdict").asText(),
                        it.get("denied").asBoolean() ? " denied" : ""))
        .toList();
  }

  /** {@code check --cluster} in this process, by the user of a client, which stays open. */
  static CheckRun as(KubernetesClient client, Path directory, String... options)
      throws IOException {
    Path configuration = directory.resolve("configuration.yaml");
    Files.writeString(configuration, "namespaces: {exclude: [ignored]}\n");
    List<String> arguments =
        new ArrayList<>(List.of("check", "--cluster", "--config", configuration.toString()));
    arguments.addAll(List.of(options));
    return in(
        directory, arguments, (file, engine) -> KubeconfigCluster.of(again(client), file, engine));
  }

  /** Any command in this process, of no cluster. */
  static CheckRun of(Path directory, List<String> arguments) {
    return in(directory, arguments, KubeconfigCluster::open);
  }

  private static CheckRun in(
      Path directory, List<String> arguments, LocalEngines.Clusters clusters) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    Map<String, String> variables = Map.of("XDG_CACHE_HOME", directory.toString());
    var engines = new LocalEngines(variables, text -> {}, clusters, Clock.systemUTC());
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
            engines,
            () -> new OperatorRoles(variables, Clock.systemUTC()));
    int code = new CommandLine(environment).run(arguments);
    return new CheckRun(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** One more client of the same user, because a command closes its own. */
  private static KubernetesClient again(KubernetesClient client) {
    return Kubeconfig.client(client.getConfiguration());
  }

  /** Any command, in a process of its own, which must end by itself. */
  static CheckRun program(Path kubeconfig, Path directory, List<String> arguments)
      throws Exception {
    Process process = Program.start(kubeconfig, directory, Map.of(), arguments);
    Path err = directory.resolve("err");
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("the command did not end: " + Files.readString(err));
    }
    return new CheckRun(
        process.exitValue(), Files.readString(directory.resolve("out")), Files.readString(err));
  }
}
