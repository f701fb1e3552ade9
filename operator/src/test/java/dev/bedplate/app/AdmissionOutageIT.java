package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.webhook.Reviews;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the webhook answers while the API server is gone; reviews are posted straight to it. */
@WithApiServer(fresh = true)
class AdmissionOutageIT {
  @AutoClose private static OperatorScene scene;
  private static StraightPost webhook;

  @BeforeAll
  static void open(ApiServer server) throws Exception {
    scene = OperatorScene.open(server);
    webhook = scene.operator().straightToWebhook();
    scene.namespace("shop", Map.of("stage", "production"));
    scene.apply(
        """
        apiVersion: bedplate.dev/v1alpha1
        kind: BaseImagePolicy
        metadata: {name: no-musl}
        spec:
          mode: Enforce
          match: {namespaceSelector: {matchLabels: {stage: production}}}
          rules: {libc: {deny: [Musl]}}
        """);
  }

  @Test
  void what_is_excluded_passes_even_where_the_API_server_asks_about_it() throws Exception {
    Reviews agent = Reviews.creating(Reviews.pod(scene.alpine()));
    scene.policy("agents", "kube-system", "mode: Enforce, rules: {libc: {deny: [Musl]}}");
    assertThat(webhook.post(agent.in("kube-system"))).contains("\"allowed\":true");
  }

  @Test
  void known_digests_are_answered_without_an_API_server_and_all_goes_on_when_it_is_back(
      ApiServer server) throws Exception {
    assertThat(webhook.post(Reviews.creating(Reviews.pod(scene.alpine()))))
        .contains("\"allowed\":false", "LibcDenied");
    assertThat(webhook.post(Reviews.creating(Reviews.pod(scene.debian()))))
        .contains("\"allowed\":true");
    scene.registry().forgetRequests();
    server.stopServing();
    try {
      assertThat(webhook.post(Reviews.creating(Reviews.pod(scene.alpine()))))
          .contains("\"allowed\":false", "LibcDenied");
      assertThat(webhook.post(Reviews.creating(Reviews.pod(scene.debian()))))
          .contains("\"allowed\":true")
          .doesNotContain("warnings");
      String unknown = scene.pushAlpine("met-in-the-outage", "1", "met in the outage");
      assertThat(webhook.post(Reviews.creating(Reviews.pod(unknown))))
          .as("an image that is new is read from its registry")
          .contains("\"allowed\":false", "LibcDenied");
    } finally {
      server.serveAgain();
    }
    scene.clock().pass(Duration.ofMinutes(1));
    scene.policy("no-glibc", "shop", "mode: Enforce, rules: {libc: {deny: [Glibc]}}");
    await()
        .atMost(OperatorScene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(webhook.post(Reviews.creating(Reviews.pod(scene.debian()))))
                    .contains("policy no-glibc"));
  }
}
