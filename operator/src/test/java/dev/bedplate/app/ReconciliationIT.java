package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What workloads show, through both roles on a real API server. */
@WithApiServer
class ReconciliationIT {
  @AutoClose private static OperatorScene scene;
  private static Api api;

  @BeforeAll
  static void open(ApiServer server) throws Exception {
    scene = OperatorScene.open(server);
    api = scene.api();
  }

  @ParameterizedTest
  @EnumSource(Kinds.class)
  void marks_change_nothing_of_the_pod_template_and_vanish_with_the_last_policy(Kinds kind) {
    String namespace = "marks-" + kind.name().toLowerCase(java.util.Locale.ROOT);
    scene.namespace(namespace, Map.of());
    String path = kind.in(namespace) + "/web";
    api.post(kind.in(namespace), kind.object("web", scene.alpine()));
    String before = spec(api.get(path).body());
    scene.policy(namespace, namespace, "rules: {libc: {deny: [Musl]}}");
    scene.awaitVerdict(path, "Violating");
    assertThat(spec(api.get(path).body())).isEqualTo(before);
    assertThat(api.get(path).body())
        .contains("bedplate.dev/summary", "bedplate.dev/containers", "bedplate.dev/violations");
    scene.deletePolicy(namespace);
    await()
        .atMost(OperatorScene.PATIENCE)
        .untilAsserted(() -> assertThat(api.get(path).body()).doesNotContain("\"bedplate.dev/"));
    assertThat(spec(api.get(path).body())).isEqualTo(before);
  }

  private static String spec(String body) {
    return body.substring(body.indexOf("\"spec\":{"), body.indexOf("\"status\":{"));
  }

  @Test
  void a_controller_that_was_restarted_reads_no_layer_again() throws Exception {
    scene.namespace("restarted", Map.of());
    scene.policy("restarted", "restarted", "rules: {libc: {deny: [Musl]}}");
    String image = scene.pushAlpine("restarted", "1", "restarted");
    String path = Kinds.Deployment.in("restarted") + "/web";
    api.post(Kinds.Deployment.in("restarted"), Kinds.Deployment.object("web", image));
    scene.awaitVerdict(path, "Violating");
    await().atMost(OperatorScene.PATIENCE).until(() -> scene.inspectedReferences().contains(image));
    scene.registry().forgetRequests();
    api.patch(path, "{\"metadata\":{\"labels\":{\"bedplate.dev/verdict\":null}}}");
    scene.operator().restartController();
    scene.awaitVerdict(path, "Violating");
    assertThat(scene.registry().count("/v2/restarted/blobs/")).isZero();
    assertThat(scene.registry().lines()).doesNotContain("GET /v2/restarted/manifests/1");
  }

  @Test
  void
      a_change_of_policy_judges_again_without_asking_a_registry_and_a_moved_tag_is_seen_within_the_hour() {
    scene.namespace("looks", Map.of());
    scene.policy("looks", "looks", "rules: {libc: {deny: [Glibc]}}");
    String image = scene.pushAlpine("looks", "1", "looks");
    String path = Kinds.Deployment.in("looks") + "/web";
    api.post(Kinds.Deployment.in("looks"), Kinds.Deployment.object("web", image));
    scene.awaitVerdict(path, "Compliant");
    scene.clock().pass(Duration.ofMinutes(50));
    scene.registry().forgetRequests();
    scene.policy("looks", "looks", "rules: {libc: {deny: [Musl]}}");
    scene.awaitVerdict(path, "Violating");
    assertThat(scene.registry().count("/v2/looks/")).isZero();
    scene.push(scene.registry(), "looks", OperatorImages.debian("looks"));
    scene.clock().pass(Duration.ofMinutes(11));
    scene.awaitVerdict(path, "Compliant");
  }

  @Test
  void a_Pod_is_judged_with_its_owner_only_where_that_exists_and_carries_its_image() {
    scene.namespace("owners", Map.of());
    scene.policy("owners", "owners", "rules: {libc: {deny: [Musl]}}");
    String owner = Kinds.ReplicaSet.in("owners") + "/web";
    api.post(Kinds.ReplicaSet.in("owners"), Kinds.ReplicaSet.object("web", scene.debian()));
    scene.awaitVerdict(owner, "Compliant");
    String uid = api.get(owner).body().replaceAll("(?s).*?\"uid\": ?\"([^\"]+)\".*", "$1");
    ownedPod("owned", uid, scene.debian());
    ownedPod("other-image", uid, scene.alpine());
    ownedPod("other-uid", "00000000-0000-0000-0000-000000000000", scene.alpine());
    scene.awaitVerdict(Kinds.Pod.in("owners") + "/other-image", "Violating");
    scene.awaitVerdict(Kinds.Pod.in("owners") + "/other-uid", "Violating");
    assertThat(api.get(Kinds.Pod.in("owners") + "/owned").body()).doesNotContain("bedplate.dev/");
  }

  private static void ownedPod(String name, String uid, String image) {
    String owner =
        "[{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: %s, controller: true}]"
            .formatted(uid);
    String pod = Kinds.Pod.object(name, image);
    assertThat(
            api.post(
                    Kinds.Pod.in("owners"),
                    pod.replace("{name: " + name, "{ownerReferences: " + owner + ", name: " + name))
                .created())
        .isTrue();
  }

  @Test
  void a_workload_that_nobody_can_read_does_not_stop_the_others() {
    scene.namespace("odd", Map.of());
    String image = "\"NOT://an image@\"";
    String odd = "containers: [{name: app, image: " + image + "}]";
    String deep = "containers: [{name: app, image: \"r.example/a@sha256:0\"}]";
    assertThat(api.post(Kinds.Deployment.in("odd"), Kinds.Deployment.with("a", odd)).created())
        .isTrue();
    assertThat(api.post(Kinds.CronJob.in("odd"), Kinds.CronJob.with("b", deep)).created()).isTrue();
    api.post(Kinds.Deployment.in("odd"), Kinds.Deployment.object("web", scene.alpine()));
    scene.policy("odd", "odd", "rules: {libc: {deny: [Musl]}}");
    scene.awaitVerdict(Kinds.Deployment.in("odd") + "/web", "Violating");
    scene.awaitVerdict(Kinds.Deployment.in("odd") + "/a", "Undecided");
    scene.awaitVerdict(Kinds.CronJob.in("odd") + "/b", "Undecided");
  }

  @Test
  void S_27_an_object_of_another_version_does_not_stop_the_others(ApiServer server) {
    scene.namespace("newer", Map.of());
    // What a newer version of the definition lets in and this one cannot read.
    server.admin().resource(scene.looserDefinition()).serverSideApply();
    try {
      api.post(
          "/apis/bedplate.dev/v1alpha1/baseimagepolicies",
          """
          apiVersion: bedplate.dev/v1alpha1
          kind: BaseImagePolicy
          metadata: {name: from-the-future}
          spec: {mode: Quarantine, rules: {libc: [entirely, different]}}
          """);
      scene.policy("newer", "newer", "rules: {libc: {deny: [Musl]}}");
      api.post(Kinds.Deployment.in("newer"), Kinds.Deployment.object("web", scene.alpine()));
      scene.awaitVerdict(Kinds.Deployment.in("newer") + "/web", "Violating");
    } finally {
      api.delete("/apis/bedplate.dev/v1alpha1/baseimagepolicies/from-the-future");
      scene.restoreDefinitions();
    }
  }
}
