package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.api.v1alpha1.BaseImagePolicy;
import dev.bedplate.api.v1alpha1.BaseImagePolicyStatus;
import dev.bedplate.api.v1alpha1.BaseImagePolicyStatus.Workloads;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.fixture.MovingClock;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;

@WithApiServer
class PolicyStatusIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private final MovingClock clock = new MovingClock();

  @Test
  void a_policy_shows_that_it_is_in_force_and_how_workloads_stand(ApiServer server)
      throws Exception {
    server.createNamespace("counted", Map.of());
    try (var controllers = new ControllerFixture(server, clock)) {
      controllers.push("old", "1", "alpine", "3.20.3");
      controllers.push("new", "1", "debian", "13");
      HasMetadata web = controllers.deployment("counted", "counted-web", "old:1");
      controllers.deployment("counted", "api", "new:1");
      controllers.apply(policy("counted", "mode: Audit"));
      eventually(
          controllers,
          "counted",
          status -> {
            assertThat(conditions(status))
                .containsExactly("Accepted True Valid", "Enforcing False Audits");
            assertThat(status.observedGeneration()).isEqualTo(1);
            assertThat(status.workloads()).isEqualTo(new Workloads(2, 1, 1, 0, 0));
            assertThat(status.wouldDeny()).isEqualTo(1);
            assertThat(status.topViolations())
                .containsExactly(
                    "DistributionDenied: "
                        + controllers.registry().authority()
                        + "/old:1 in Deployment counted/counted-web");
          });
      controllers.awaitEvents("counted", "PolicyAccepted");
      controllers.awaitEvents("counted-web", "BaseImageViolation");

      int judgements = controllers.judgements("counted");
      controllers
          .client()
          .resources(BaseImagePolicy.class)
          .withName("counted")
          .subresource("status")
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":{\"wouldDeny\":99}}");
      eventually(controllers, "counted", status -> assertThat(status.wouldDeny()).isEqualTo(1));
      assertThat(controllers.judgements("counted"))
          .as("a status that was written makes no verdict anew")
          .isEqualTo(judgements);

      String workload = version(controllers.current(web));
      String policy =
          version(controllers.client().resources(BaseImagePolicy.class).withName("counted").get());
      controllers.restart();
      controllers.awaitSettled();
      assertThat(version(controllers.current(web)))
          .as("a restart writes nothing")
          .isEqualTo(workload);
      assertThat(
              version(
                  controllers.client().resources(BaseImagePolicy.class).withName("counted").get()))
          .as("a restart writes nothing")
          .isEqualTo(policy);
      assertThat(controllers.told("counted")).containsExactly("PolicyAccepted");
      assertThat(controllers.told("counted-web")).containsExactly("BaseImageViolation");
    }
  }

  @Test
  void a_policy_that_is_wrong_says_where_until_it_is_right(ApiServer server) throws Exception {
    try (var controllers = new ControllerFixture(server, clock)) {
      HasMetadata wrong =
          controllers.apply(
              """
              apiVersion: bedplate.dev/v1alpha1
              kind: BaseImagePolicy
              metadata: {name: wrong}
              spec: {rules: {expressions: [{expression: "facts.", message: m}]}}
              """);
      eventually(
          controllers,
          "wrong",
          status -> {
            assertThat(conditions(status))
                .containsExactly("Accepted False Invalid", "Enforcing False NotAccepted");
            assertThat(status.conditions().getFirst().getMessage())
                .startsWith("not in force: spec.rules.expressions[0].expression: ");
          });
      controllers.awaitEvents("wrong", "PolicyRejected");
      controllers
          .client()
          .resource(wrong)
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"spec\":{\"rules\":{\"expressions\":[{\"expression\":\"true\",\"message\":\"m\"}]}}}");
      eventually(
          controllers,
          "wrong",
          status -> {
            assertThat(conditions(status)).contains("Accepted True Valid");
            assertThat(status.observedGeneration()).isEqualTo(2);
          });
      controllers.awaitEvents("wrong", "PolicyRejected", "PolicyAccepted");
    }
  }

  @Test
  void a_policy_that_waits_enforces_when_its_moment_comes(ApiServer server) throws Exception {
    server.createNamespace("waits", Map.of());
    try (var controllers = new ControllerFixture(server, clock)) {
      controllers.push("old", "1", "alpine", "3.20.3");
      HasMetadata web = controllers.deployment("waits", "web", "old:1");
      controllers.apply(policy("waits", "mode: Enforce\n  enforceAfter: 2026-11-23T12:00:00Z"));
      eventually(
          controllers,
          "waits",
          status -> {
            assertThat(conditions(status)).contains("Enforcing False Waits");
            assertThat(status.wouldDeny()).isEqualTo(1);
          });
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(violations(controllers.current(web)))
                      .contains("will be refused from"));
      clock.advance(Duration.ofHours(2));
      eventually(
          controllers,
          "waits",
          status -> {
            assertThat(conditions(status)).contains("Enforcing True Enforces");
            assertThat(status.wouldDeny()).isNull();
          });
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(violations(controllers.current(web)))
                      .doesNotContain("will be refused from"));
    }
  }

  private static String policy(String name, String mode) {
    return """
        apiVersion: bedplate.dev/v1alpha1
        kind: BaseImagePolicy
        metadata: {name: %1$s}
        spec:
          %2$s
          match: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}}
          rules: {distributions: {deny: [{id: alpine}]}}
        """
        .formatted(name, mode);
  }

  private static void eventually(
      ControllerFixture controllers, String policy, ThrowingConsumer<BaseImagePolicyStatus> says) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              BaseImagePolicy found =
                  controllers.client().resources(BaseImagePolicy.class).withName(policy).get();
              assertThat(found.getStatus()).isNotNull();
              says.accept(found.getStatus());
            });
  }

  private static List<String> conditions(BaseImagePolicyStatus status) {
    return status.conditions().stream()
        .map(it -> it.getType() + " " + it.getStatus() + " " + it.getReason())
        .toList();
  }

  private static String violations(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(Marks.VIOLATIONS, "");
  }

  private static String version(HasMetadata object) {
    return Objects.requireNonNull(object).getMetadata().getResourceVersion();
  }
}
