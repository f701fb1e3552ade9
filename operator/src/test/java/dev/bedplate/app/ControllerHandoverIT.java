package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.source.registry.Pushed;
import dev.bedplate.source.registry.TestRegistry;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two controllers and one lease: who writes, and who follows. */
@WithApiServer(fresh = true)
class ControllerHandoverIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  @AutoClose private static TestRegistry registry;
  private static String image;
  private static ApiServer server;
  @TempDir static Path directory;

  @BeforeAll
  static void open(ApiServer started) throws Exception {
    server = started;
    server.applyDefinitions();
    registry = TestRegistry.start();
    Pushed.push(registry, "alpine", "1", OperatorImages.alpine(""));
    image = registry.authority() + "/alpine:1";
    server.createNamespace("shop", Map.of());
    new Api(server.admin())
        .post(
            "/apis/bedplate.dev/v1alpha1/baseimagepolicies",
            """
            apiVersion: bedplate.dev/v1alpha1
            kind: BaseImagePolicy
            metadata: {name: no-musl}
            spec: {rules: {libc: {deny: [Musl]}}}
            """);
  }

  private static Path configuration() throws IOException {
    return Files.writeString(
        directory.resolve("configuration.yaml"),
        "{management: {port: 0}, inspection: {platforms: [linux/amd64]}}");
  }

  /** A controller in this process, and what it writes but for leases. */
  private record Running(ControllerRole role, KubernetesClient client, Queue<String> writes)
      implements AutoCloseable {
    static Running start(String namespace, String name) throws Exception {
      Queue<String> writes = new ConcurrentLinkedQueue<>();
      KubernetesClient client =
          new KubernetesClientBuilder()
              .withConfig(server.admin().getConfiguration())
              .withHttpClientBuilderConsumer(
                  it -> it.addOrReplaceInterceptor("writes", new Noting(writes)))
              .build();
      var place = new Place(namespace, name, Map.of(), Clock.systemUTC());
      LoadedConfiguration loaded = LoadedConfiguration.load(configuration(), Map.of());
      return new Running(ControllerRole.start(loaded, client, place), client, writes);
    }

    @Override
    public void close() {
      role.close();
      client.close();
    }
  }

  /** Notes every request that changes something. */
  private record Noting(Queue<String> writes) implements Interceptor {
    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      String path = request.uri().getPath();
      if (!request.method().equals("GET")
          && !path.contains("/leases")
          && !path.endsWith("/selfsubjectrulesreviews")) {
        writes.add(request.method() + " " + path);
      }
    }
  }

  private static LeaseSpec lease(String namespace) {
    return server
        .admin()
        .leases()
        .inNamespace(namespace)
        .withName(ControllerLease.NAME)
        .require()
        .getSpec();
  }

  private static void awaitHolder(String namespace, String name) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(lease(namespace).getHolderIdentity()).isEqualTo(name));
  }

  /** Who told that a Deployment violates the policy, once somebody has. */
  private static List<String> tellers(String deployment) {
    var api = new Api(server.admin());
    api.post(Kinds.Deployment.in("shop"), Kinds.Deployment.object(deployment, image));
    await().atMost(PATIENCE).until(() -> !told(deployment).isEmpty());
    assertThat(api.get(Kinds.Deployment.in("shop") + "/" + deployment).body())
        .contains("\"bedplate.dev/verdict\":\"Violating\"");
    return told(deployment);
  }

  private static List<String> told(String deployment) {
    return server.admin().resources(Event.class).inAnyNamespace().list().getItems().stream()
        .filter(it -> deployment.equals(it.getRegarding().getName()))
        .map(Event::getReportingInstance)
        .toList();
  }

  @Test
  void one_that_ends_gives_the_lease_back_and_only_who_holds_it_writes() throws Exception {
    server.createNamespace("ending", Map.of());
    try (Running first = Running.start("ending", "first")) {
      awaitHolder("ending", "first");
      try (Running second = Running.start("ending", "second")) {
        await().atMost(PATIENCE).until(() -> second.role().view().synced());
        assertThat(tellers("early")).containsExactly("first");
        assertThat(first.writes()).isNotEmpty();
        assertThat(second.writes()).isEmpty();

        first.role().close();

        assertThat(lease("ending").getHolderIdentity()).isNotEqualTo("first");
        awaitHolder("ending", "second");
        assertThat(tellers("late")).containsExactly("second");
        assertThat(told("early")).containsExactly("first");
      }
    }
  }

  @Test
  void one_that_vanishes_is_followed_when_its_lease_has_run_out() throws Exception {
    server.createNamespace("vanishing", Map.of());
    Process first =
        Program.start(
            server.kubeconfig(),
            directory,
            Map.of("POD_NAMESPACE", "vanishing", "POD_NAME", "first"),
            List.of("controller", "--config", configuration().toString()));
    try {
      awaitHolder("vanishing", "first");
      try (Running second = Running.start("vanishing", "second")) {
        assertThat(tellers("before")).containsExactly("first");
        assertThat(second.writes()).isEmpty();

        first.destroyForcibly().waitFor();

        LeaseSpec left = lease("vanishing");
        assertThat(left.getHolderIdentity()).isEqualTo("first");
        assertThat(tellers("after")).containsExactly("second");
        assertThat(lease("vanishing").getHolderIdentity()).isEqualTo("second");
        assertThat(lease("vanishing").getAcquireTime())
            .isAfterOrEqualTo(left.getRenewTime().plusSeconds(left.getLeaseDurationSeconds()));
        assertThat(told("before")).containsExactly("first");
      }
    } finally {
      first.destroyForcibly();
    }
  }
}
