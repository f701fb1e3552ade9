package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@WithApiServer
class ReconcilersIT {
  @Test
  void a_workload_shows_what_came_of_it(ApiServer server) throws Exception {
    server.createNamespace("shown", Map.of());
    try (var controllers = new ControllerFixture(server, Clock.systemUTC())) {
      controllers.push("app", "1", "alpine", "3.20.3");
      controllers.apply(
          """
          apiVersion: bedplate.dev/v1alpha1
          kind: BaseImagePolicy
          metadata: {name: shown-no-alpine}
          spec:
            match: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shown}}}
            rules: {distributions: {deny: [{id: alpine}]}}
          """);
      HasMetadata web = controllers.deployment("shown", "web", "app:1");
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> showsTheViolation((Deployment) controllers.current(web)));
    }
  }

  private static void showsTheViolation(Deployment web) {
    assertThat(web.getMetadata().getLabels()).containsEntry("bedplate.dev/verdict", "Violating");
    assertThat(web.getMetadata().getAnnotations())
        .hasEntrySatisfying(
            "bedplate.dev/summary", it -> assertThat(it).startsWith("app: alpine 3.20.3 (none), "))
        .hasEntrySatisfying(
            "bedplate.dev/violations", it -> assertThat(it).contains("DistributionDenied"));
    assertThat(web.getSpec().getTemplate().getMetadata().getAnnotations()).isNullOrEmpty();
  }
}
