package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a role does not start, each in a process of its own. */
class RoleStartTest {
  private static final String KUBECONFIG =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
      contexts: [{name: c, context: {cluster: c, user: u}}]
      users: [{name: u, user: {token: t}}]
      current-context: c
      """;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"controller", "webhook"})
  void a_kubeconfig_that_cannot_be_read_is_one_line(String role) throws Exception {
    Path broken = Files.writeString(directory.resolve("kubeconfig"), "clusters: [");

    CheckRun run = CheckRun.program(broken, directory, List.of(role));

    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).startsWith("bedplate: the kubeconfig cannot be read: ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"controller", "webhook"})
  void without_a_cluster_it_says_so(String role) throws Exception {
    assertThat(CheckRun.program(directory.resolve("none"), directory, List.of(role)))
        .isEqualTo(
            new CheckRun(
                2,
                "",
                "bedplate: there is neither a kubeconfig nor a cluster around this process: set"
                    + " KUBECONFIG to a file\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://127.0.0.1:9443/mutate", "https://127.0.0.1:94430", "https://["})
  void an_address_that_nobody_serves_is_wrong_usage(String address) throws Exception {
    CheckRun run =
        CheckRun.program(
            directory.resolve("none"),
            directory,
            List.of("webhook", "--self-signed", "--register", address));

    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).startsWith("bedplate: --register " + address + ": ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhook", "management"})
  void a_port_that_is_taken_is_named(String taken) throws Exception {
    try (var socket = new ServerSocket(0)) {
      Path kubeconfig = Files.writeString(directory.resolve("kubeconfig"), KUBECONFIG);
      String other = taken.equals("webhook") ? "management" : "webhook";
      Path configuration =
          Files.writeString(
              directory.resolve("configuration.yaml"),
              "{%s: {port: %d}, %s: {port: 0}}".formatted(taken, socket.getLocalPort(), other));

      CheckRun run =
          CheckRun.program(
              kubeconfig,
              directory,
              List.of("webhook", "--self-signed", "--config", configuration.toString()));

      assertThat(run.code()).as(run.err()).isEqualTo(2);
      assertThat(run.err())
          .startsWith("bedplate: the webhook cannot start: ")
          .endsWith(" on port " + socket.getLocalPort() + ": Address already in use\n")
          .hasLineCount(1);
    }
  }
}
