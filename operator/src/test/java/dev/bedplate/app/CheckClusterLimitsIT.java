package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.fixture.StallingProxy;
import dev.bedplate.source.registry.Pushed;
import dev.bedplate.source.registry.TestRegistry;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check --cluster} where a cluster has too much, too little, or does not answer. */
@WithApiServer(fresh = true)
class CheckClusterLimitsIT {
  /** More than two pages of a list. */
  private static final int PODS = 1001;

  @AutoClose private static TestRegistry registry;
  private static String image;
  @TempDir Path directory;

  @BeforeAll
  static void fill(ApiServer server) throws IOException {
    registry = TestRegistry.start();
    Pushed.push(registry, "alpine", "1", OperatorImages.alpine(""));
    image = registry.authority() + "/alpine:1";
    server.createNamespace("crowded", Map.of());
    var api = new Api(server.admin());
    for (int i = 0; i < PODS; i++) {
      assertThat(api.post(Kinds.Pod.in("crowded"), Kinds.Pod.object("pod-" + i, image)).created())
          .isTrue();
    }
  }

  private Path policy() throws IOException {
    return Files.writeString(
        directory.resolve("policy.yaml"),
        """
        apiVersion: bedplate.dev/v1alpha1
        kind: BaseImagePolicy
        metadata: {name: no-musl}
        spec: {mode: Enforce, rules: {libc: {deny: [Musl]}}}
        """);
  }

  private CheckRun check(KubernetesClient client) throws IOException {
    return CheckRun.as(client, directory, "-o", "json", "-p", policy().toString());
  }

  @Test
  void a_server_without_our_definitions_has_no_policies_and_is_judged_by_those_of_files(
      ApiServer server) throws IOException {
    assertThat(CheckRun.as(server.admin(), directory))
        .isEqualTo(
            new CheckRun(
                2,
                "",
                "bedplate: the cluster: no BaseImagePolicy in it, so nothing would be judged\n"));

    CheckRun run = check(server.admin());

    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(run.verdicts()).contains("Pod crowded/pod-0 Violating denied");
  }

  @Test
  void every_page_of_a_long_list_is_judged(ApiServer server) throws IOException {
    assertThat(check(server.admin()).verdicts())
        .hasSize(PODS)
        .doesNotHaveDuplicates()
        .allMatch(it -> it.endsWith(" Violating denied"));
  }

  @Test
  void a_kind_that_may_not_be_listed_is_named_and_nothing_is_judged(ApiServer server)
      throws IOException {
    try (KubernetesClient blind = server.serviceAccount("default", "blind")) {
      server
          .admin()
          .load(getClass().getResourceAsStream("/cluster/all-but-statefulsets.yaml"))
          .serverSideApply();

      CheckRun run = check(blind);

      assertThat(run.code()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .startsWith("bedplate: statefulsets.apps cannot be read: forbidden: ")
          .contains("system:serviceaccount:default:blind")
          .hasLineCount(1);
    }
  }

  @Test
  void a_server_that_stalls_is_waited_for_no_longer_than_one_request_may_take(ApiServer server)
      throws Exception {
    URI address = URI.create(server.admin().getMasterUrl().toString());
    try (StallingProxy proxy = StallingProxy.to(address.getPort());
        KubernetesClient client = by(proxy, server)) {
      assertThat(check(client).verdicts()).hasSize(PODS);
      proxy.stall();

      assertStalled(check(client), "nodes");
    }
  }

  @Test
  void an_answer_that_stalls_on_its_way_is_not_waited_for_either(ApiServer server)
      throws Exception {
    URI address = URI.create(server.admin().getMasterUrl().toString());
    try (StallingProxy proxy = StallingProxy.to(address.getPort());
        KubernetesClient client = by(proxy, server)) {
      proxy.stallAfter(100_000);

      CheckRun run = check(client);

      assertStalled(run, "pods");
      assertThat(run.err()).contains("its answer stalled for 3.0 s");
    }
  }

  private static void assertStalled(CheckRun run, String kind) {
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("bedplate: " + kind + " cannot be read: the API server https://127.0.0.1:")
        .contains(" cannot be reached: ")
        .hasLineCount(1);
  }

  private static KubernetesClient by(StallingProxy proxy, ApiServer server) {
    Config config =
        new ConfigBuilder(server.admin().getConfiguration())
            .withMasterUrl("https://127.0.0.1:" + proxy.port())
            .withConnectionTimeout(3000)
            .withRequestTimeout(3000)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
