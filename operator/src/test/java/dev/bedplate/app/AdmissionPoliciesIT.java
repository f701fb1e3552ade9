package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.app.Api.Answer;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How policies, exceptions, namespaces and dates decide, through the registered webhook. */
@WithApiServer
class AdmissionPoliciesIT {
  @AutoClose private static OperatorScene scene;
  private static Api api;

  @BeforeAll
  static void open(ApiServer server) throws Exception {
    scene = OperatorScene.open(server);
    api = scene.api();
  }

  private static Answer create(String namespace) {
    return api.post(
        Kinds.Deployment.in(namespace) + "?dryRun=All",
        Kinds.Deployment.object("web", scene.alpine()));
  }

  @Test
  void of_two_policies_the_stricter_decides_and_both_are_named() {
    scene.namespace("two", Map.of());
    scene.policy("two-warns", "two", "mode: Warn, rules: {tools: {busybox: Deny}}");
    assertThat(create("two").warnings()).hasSize(1);
    scene.policy(
        "two-denies",
        "two",
        "mode: Enforce, rules: {libc: {deny: [Musl]}}, message: 'See https://wiki.example/bases'");
    Answer answer = create("two");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body())
        .contains(
            "policy two-denies denies libc Musl (LibcDenied)",
            "See https://wiki.example/bases",
            "policy two-warns denies BusyBox (BusyBoxPresent)",
            "[Warn]");
  }

  @Test
  void an_exception_starts_and_expires() {
    scene.namespace("excepted", Map.of());
    scene.policy("strict", "excepted", "mode: Enforce, rules: {libc: {deny: [Musl]}}");
    assertThat(create("excepted").status()).isEqualTo(403);
    scene.apply(
        """
        apiVersion: bedplate.dev/v1alpha1
        kind: BaseImageException
        metadata: {name: one-hour}
        spec:
          policies: [strict]
          match: {namespaces: [excepted]}
          justification: the vendor has no other image yet
          expires: "%s"
        """
            .formatted(scene.clock().instant().plus(Duration.ofHours(1))));
    assertThat(create("excepted").status()).isEqualTo(201);
    scene.clock().pass(Duration.ofHours(1).plusMinutes(1));
    assertThat(create("excepted").status()).isEqualTo(403);
  }

  @Test
  void S_18_two_exceptions_never_widen_each_other() {
    scene.namespace("narrow", Map.of());
    scene.policy(
        "narrow", "narrow", "mode: Enforce, rules: {libc: {deny: [Musl]}, tools: {busybox: Deny}}");
    exception("by-reason", "reasons: [LibcDenied], match: {namespaces: [narrow], names: [web]}");
    exception("by-name", "reasons: [BusyBoxPresent], match: {namespaces: [narrow], names: [db]}");
    Answer answer = create("narrow");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("BusyBoxPresent").doesNotContain("LibcDenied");
  }

  private static void exception(String name, String spec) {
    scene.apply(
        """
        apiVersion: bedplate.dev/v1alpha1
        kind: BaseImageException
        metadata: {name: %s}
        spec: {policies: [narrow], justification: tried, expires: "%s", %s}
        """
            .formatted(name, scene.clock().instant().plus(Duration.ofDays(1)), spec));
  }

  @Test
  void the_mode_of_a_namespace_wins() {
    scene.namespace("mode-production", Map.of("stage", "production", "strict", "yes"));
    scene.namespace("mode-sandbox", Map.of("stage", "sandbox", "strict", "yes"));
    scene.apply(
        """
        apiVersion: bedplate.dev/v1alpha1
        kind: BaseImagePolicy
        metadata: {name: by-stage}
        spec:
          mode: Enforce
          namespaceModes: [{namespaceSelector: {matchLabels: {stage: sandbox}}, mode: Warn}]
          match: {namespaceSelector: {matchLabels: {strict: "yes"}}}
          rules: {libc: {deny: [Musl]}}
        """);
    assertThat(create("mode-production").status()).isEqualTo(403);
    Answer warned = create("mode-sandbox");
    assertThat(warned.status()).isEqualTo(201);
    assertThat(warned.warnings()).singleElement().asString().contains("LibcDenied");
  }

  @Test
  void a_waiting_policy_warns_until_its_date_and_then_denies() {
    scene.namespace("waiting", Map.of());
    var date =
        scene
            .clock()
            .instant()
            .plus(Duration.ofDays(30))
            .truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    scene.policy(
        "soon",
        "waiting",
        "mode: Enforce, enforceAfter: '%s', rules: {libc: {deny: [Musl]}}".formatted(date));
    Answer warned = create("waiting");
    assertThat(warned.status()).isEqualTo(201);
    assertThat(warned.warnings()).singleElement().asString().contains("refused from " + date);
    scene.clock().pass(Duration.ofDays(30).plusSeconds(1));
    assertThat(create("waiting").status()).isEqualTo(403);
  }

  @Test
  void a_policy_for_a_namespace_counts_from_its_first_moment() {
    // The informer may not know it yet, but its name is a label of its own.
    scene.policy("by-name", "just-made", "mode: Enforce, rules: {libc: {deny: [Musl]}}");
    api.post(
        "/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: just-made}}");
    assertThat(create("just-made").status()).isEqualTo(403);
  }
}
