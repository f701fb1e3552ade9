package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.fixture.StallingProxy;
import dev.bedplate.source.registry.Pushed;
import dev.bedplate.source.registry.TestRegistry;
import dev.bedplate.webhook.Reviews;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roles that start, each in a process of its own, while the API server says nothing. */
@WithApiServer(fresh = true)
class ApiServerStallAtStartIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String WAITING =
      "caches: policies, exceptions, namespaces and nodes were not all read yet";
  @AutoClose private static TestRegistry registry;
  private static String image;
  @TempDir Path directory;
  private StallingProxy proxy;

  @BeforeAll
  static void fill(ApiServer server) throws IOException {
    registry = TestRegistry.start();
    Pushed.push(registry, "alpine", "1", OperatorImages.alpine(""));
    image = registry.authority() + "/alpine:1";
    server.applyDefinitions();
    server.createNamespace("shop", Map.of());
    var api = new Api(server.admin());
    api.post(Kinds.Deployment.in("shop"), Kinds.Deployment.object("web", image));
    api.post(
        "/apis/bedplate.dev/v1alpha1/baseimagepolicies",
        """
        apiVersion: bedplate.dev/v1alpha1
        kind: BaseImagePolicy
        metadata: {name: no-musl}
        spec: {mode: Enforce, rules: {libc: {deny: [Musl]}}}
        """);
  }

  @BeforeEach
  void stall(ApiServer server) throws IOException {
    proxy = StallingProxy.to(server.admin().getMasterUrl().getPort());
    proxy.stall();
  }

  @AfterEach
  void disconnect() throws IOException {
    proxy.close();
  }

  /** A role with its log, and the ports of its probes and its reviews. */
  private record Started(Process process, Path log, int management, int reviews)
      implements AutoCloseable {
    /** Status and text of an answer. */
    String probe(String path) throws IOException, InterruptedException {
      URI uri = URI.create("http://127.0.0.1:" + management + path);
      try (HttpClient client = HttpClient.newHttpClient()) {
        HttpResponse<String> answer =
            client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body().strip();
      }
    }

    void awaitAlive() {
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(probe("/livez")).isEqualTo("200 ok"));
    }

    /** Alive all the while, and for these reasons not ready. */
    void staysUnready(String... reasons) {
      await()
          .during(Duration.ofSeconds(2))
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(probe("/livez")).isEqualTo("200 ok");
                assertThat(probe("/readyz")).isEqualTo("503 " + String.join("\n", reasons));
              });
    }

    void awaitReady() throws IOException {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(probe("/readyz")).as(Files.readString(log)).isEqualTo("200 ok"));
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }

  /**
   * Starts a role behind the proxy.
   *
   * @param certificate of the webhook, as its configuration has it
   */
  private Started start(String role, String certificate, ApiServer server) throws IOException {
    int management = RunningOperator.freePort();
    int reviews = RunningOperator.freePort();
    Path configuration =
        Files.writeString(
            directory.resolve("configuration.yaml"),
            """
            management: {port: %d}
            webhook: {port: %d, certificate: %s}
            inspection: {platforms: [linux/amd64]}
            """
                .formatted(management, reviews, certificate));
    Path kubeconfig =
        Files.writeString(
            directory.resolve("kubeconfig"),
            Files.readString(server.kubeconfig())
                .replace(
                    ":" + server.admin().getMasterUrl().getPort() + "\"",
                    ":" + proxy.port() + "\""));
    Process process =
        Program.start(
            kubeconfig,
            directory,
            Map.of("POD_NAMESPACE", "default", "POD_NAME", role),
            List.of(role, "--config", configuration.toString()));
    return new Started(process, directory.resolve("err"), management, reviews);
  }

  @Test
  void a_controller_is_alive_and_unready_and_judges_once_it_is_answered(ApiServer server)
      throws Exception {
    var api = new Api(server.admin());
    String web = Kinds.Deployment.in("shop") + "/web";
    try (Started controller = start("controller", "{}", server)) {
      controller.awaitAlive();
      controller.staysUnready(WAITING);
      assertThat(api.get(web).body()).doesNotContain("\"bedplate.dev/");

      proxy.flow();

      controller.awaitReady();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(api.get(web).body())
                      .contains(
                          "\"bedplate.dev/verdict\":\"Violating\"",
                          "\"bedplate.dev/summary\":",
                          "LibcDenied"));
    }
  }

  @Test
  void a_webhook_is_alive_and_unready_and_answers_reviews_once_it_is_answered(ApiServer server)
      throws Exception {
    MountedCertificate certificate = MountedCertificate.in(directory);
    try (Started webhook = start("webhook", certificate.configuration(), server)) {
      webhook.awaitAlive();
      webhook.staysUnready(WAITING);

      proxy.flow();

      webhook.awaitReady();
      var post = new StraightPost(webhook.reviews(), certificate.caBundle());
      assertThat(post.post(Reviews.creating(Reviews.pod(image))))
          .contains("\"allowed\":false", "LibcDenied");
    }
  }

  @Test
  void so_is_one_that_waits_for_its_certificate_too(ApiServer server) throws Exception {
    try (Started webhook = start("webhook", "{mode: managed, hosts: [127.0.0.1]}", server)) {
      webhook.awaitAlive();
      webhook.staysUnready(WAITING, "serving: there is no certificate yet");

      proxy.flow();

      webhook.awaitReady();
      Secret made =
          server.admin().secrets().inNamespace("default").withName("bedplate-webhook-ca").require();
      String caBundle = Objects.requireNonNull(made.getData().get("ca.crt"));
      var post = new StraightPost(webhook.reviews(), caBundle);
      assertThat(post.post(Reviews.creating(Reviews.pod(image))))
          .contains("\"allowed\":false", "LibcDenied");
    }
  }
}
