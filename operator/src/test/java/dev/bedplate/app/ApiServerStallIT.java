package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.cli.Roles.WebhookOptions;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.fixture.StallingProxy;
import dev.bedplate.source.fixture.BuiltImage;
import dev.bedplate.source.registry.Pushed;
import dev.bedplate.source.registry.TestRegistry;
import dev.bedplate.webhook.Reviews;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API server that takes connections and says nothing; reviews are posted straight to it. */
@WithApiServer(fresh = true)
class ApiServerStallIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  @AutoClose private static TestRegistry registry;
  @TempDir Path directory;
  private MountedCertificate certificate;
  private StallingProxy proxy;
  private KubernetesClient client;

  @BeforeAll
  static void fill(ApiServer server) throws IOException {
    registry = TestRegistry.start();
    server.applyDefinitions();
    server.createNamespace("shop", Map.of());
    deny(server, "no-musl", "Musl");
  }

  @BeforeEach
  void connect(ApiServer server) throws IOException {
    certificate = MountedCertificate.in(directory);
    proxy = StallingProxy.to(URI.create(server.admin().getMasterUrl().toString()).getPort());
    client =
        Kubeconfig.client(
            new ConfigBuilder(server.admin().getConfiguration())
                .withMasterUrl("https://127.0.0.1:" + proxy.port())
                .withRequestTimeout(3000)
                .build());
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
    proxy.close();
  }

  private static void deny(ApiServer server, String name, String libc) {
    Api.Answer answer =
        new Api(server.admin())
            .post(
                "/apis/bedplate.dev/v1alpha1/baseimagepolicies",
                """
                apiVersion: bedplate.dev/v1alpha1
                kind: BaseImagePolicy
                metadata: {name: %s}
                spec: {mode: Enforce, rules: {libc: {deny: [%s]}}}
                """
                    .formatted(name, libc));
    assertThat(answer.created()).as(answer.body()).isTrue();
  }

  private WebhookRole start() throws Exception {
    Path file = directory.resolve("configuration.yaml");
    Files.writeString(
        file,
        "{management: {port: 0}, webhook: {port: 0, certificate: %s}, inspection: {platforms: [linux/amd64]}}"
            .formatted(certificate.configuration()));
    return WebhookRole.start(
        LoadedConfiguration.load(file, Map.of()),
        new WebhookOptions(false, null),
        client,
        new Place("default", "stalled", Map.of(), Clock.systemUTC()));
  }

  private static String pushed(String repository, BuiltImage image) {
    Pushed.push(registry, repository, "1", image);
    return registry.authority() + "/" + repository + ":1";
  }

  /** A Pod that a ReplicaSet is said to own, which takes a question to the API server. */
  private static String owned(String image) {
    return Reviews.pod(image)
        .replace(
            "\"labels\":",
            """
            "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web",
              "uid": "11111111-2222-3333-4444-555555555555", "controller": true}], "labels":\
            """);
  }

  @Test
  void all_is_answered_in_time_and_what_changed_is_seen_when_it_answers_again(ApiServer server)
      throws Exception {
    String alpine = pushed("alpine", OperatorImages.alpine(""));
    String debian = pushed("debian", OperatorImages.debian(""));
    try (WebhookRole role = start()) {
      var webhook = new StraightPost(role.port(), certificate.caBundle());
      await().atMost(PATIENCE).until(() -> role.view().synced());
      assertThat(webhook.post(Reviews.creating(Reviews.pod(alpine)))).contains("LibcDenied");
      assertThat(webhook.post(Reviews.creating(Reviews.pod(debian)))).contains("\"allowed\":true");
      proxy.stall();

      assertThat(webhook.post(Reviews.creating(Reviews.pod(alpine))))
          .contains("\"allowed\":false", "LibcDenied");
      assertThat(webhook.post(Reviews.creating(Reviews.pod(debian))))
          .contains("\"allowed\":true")
          .doesNotContain("warnings");
      assertThat(webhook.post(Reviews.creating(owned(alpine))))
          .as("an owner that cannot be looked up buys nothing")
          .contains("\"allowed\":false", "LibcDenied");
      String unknown = pushed("met-in-the-stall", OperatorImages.alpine("met in the stall"));
      assertThat(webhook.post(Reviews.creating(Reviews.pod(unknown))))
          .as("an image that is new is read from its registry")
          .contains("\"allowed\":false", "LibcDenied");

      deny(server, "no-glibc", "Glibc");
      proxy.flow();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(webhook.post(Reviews.creating(Reviews.pod(debian))))
                      .contains("policy no-glibc"));
    }
  }

  @Test
  void a_webhook_that_starts_meanwhile_judges_nothing_until_it_has_read_the_policies()
      throws Exception {
    String alpine = pushed("early", OperatorImages.alpine("early"));
    proxy.stall();
    try (WebhookRole role = start()) {
      var webhook = new StraightPost(role.port(), certificate.caBundle());

      assertThat(webhook.post(Reviews.creating(Reviews.pod(alpine))))
          .contains("the policies were not read yet");

      proxy.flow();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(webhook.post(Reviews.creating(Reviews.pod(alpine))))
                      .contains("\"allowed\":false", "LibcDenied"));
    }
  }
}
