package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.app.Api.Answer;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are judged, and on what of them, through the registered webhook. */
@WithApiServer
class AdmissionScopeIT {
  @AutoClose private static OperatorScene scene;
  private static Api api;

  @BeforeAll
  static void open(ApiServer server) throws Exception {
    scene = OperatorScene.open(server);
    api = scene.api();
    scene.namespace("scope", Map.of());
    scene.namespace("lenient", Map.of());
    scene.policy("no-musl", "scope", "mode: Enforce, rules: {libc: {deny: [Musl]}}");
  }

  /** An object that got in before the policy: made in the scope of none, then brought into one. */
  private static String existing(Kinds kind, String name, String podSpec) {
    scene.deletePolicy("no-musl");
    Answer made = api.post(kind.in("scope"), kind.with(name, podSpec));
    assertThat(made.created()).as(made.body()).isTrue();
    scene.policy("no-musl", "scope", "mode: Enforce, rules: {libc: {deny: [Musl]}}");
    return kind.in("scope") + "/" + name;
  }

  private static String uid(String path) {
    String body = api.get(path).body();
    return body.replaceAll("(?s).*?\"uid\": ?\"([^\"]+)\".*", "$1");
  }

  private static String musl() {
    return "containers: [{name: app, image: \"" + scene.alpine() + "\"}]";
  }

  private static String ownedPod(String name, String owner, String ownerUid, String image) {
    return """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
          ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: %s, uid: %s, controller: true}]
        spec: {containers: [{name: app, image: "%s"}]}
        """
        .formatted(name, owner, ownerUid, image);
  }

  @Test
  void a_true_owner_may_reschedule_what_it_carries() {
    String owner = existing(Kinds.ReplicaSet, "carrier", musl());
    Answer pod =
        api.post(
            Kinds.Pod.in("scope"), ownedPod("true-owner", "carrier", uid(owner), scene.alpine()));
    assertThat(pod.created()).as(pod.body()).isTrue();
    Answer injected =
        api.post(
            Kinds.Pod.in("scope"),
            ownedPod("injected", "carrier", uid(owner), scene.alpine())
                .replace(
                    "[{name: app",
                    "[{name: sidecar, image: \"" + scene.alpine() + "\"}, {name: app"));
    assertThat(injected.status()).isEqualTo(403);
    assertThat(injected.body()).contains("container sidecar").doesNotContain("container app");
    api.delete(owner);
  }

  @Test
  void a_forged_owner_buys_nothing() {
    String owner = existing(Kinds.ReplicaSet, "named", musl());
    String nobody = "11111111-2222-3333-4444-555555555555";
    String another = uid("/api/v1/namespaces/scope");
    for (String forged : new String[] {nobody, another}) {
      Answer pod =
          api.post(Kinds.Pod.in("scope"), ownedPod("forged", "named", forged, scene.alpine()));
      assertThat(pod.status()).as(forged).isEqualTo(403);
    }
    String other = scene.pushAlpine("not-carried", "1", "not carried");
    Answer pod = api.post(Kinds.Pod.in("scope"), ownedPod("other", "named", uid(owner), other));
    assertThat(pod.status()).as("an image that the owner does not carry").isEqualTo(403);
    api.delete(owner);
  }

  @Test
  void an_owner_of_another_namespace_buys_nothing_even_when_it_was_just_seen() {
    Answer owner =
        api.post(
            Kinds.ReplicaSet.in("lenient"), Kinds.ReplicaSet.object("elsewhere", scene.alpine()));
    assertThat(owner.created()).as(owner.body()).isTrue();
    String uid = uid(Kinds.ReplicaSet.in("lenient") + "/elsewhere");
    String pod = ownedPod("borrowed", "elsewhere", uid, scene.alpine());
    assertThat(api.post(Kinds.Pod.in("lenient"), pod).created()).isTrue();
    assertThat(api.post(Kinds.Pod.in("scope"), pod).status()).isEqualTo(403);
  }

  @Test
  void nothing_is_judged_in_a_namespace_that_is_excluded() {
    String system = "kube-system";
    scene.policy("system", system, "mode: Enforce, rules: {libc: {deny: [Musl]}}");
    Answer pod = api.post(Kinds.Pod.in(system), Kinds.Pod.object("agent", scene.alpine()));
    assertThat(pod.created()).as(pod.body()).isTrue();
    assertThat(pod.warnings()).isEmpty();
    api.delete(Kinds.Pod.in(system) + "/agent");
    scene.deletePolicy("system");
  }

  @Test
  void S_01_an_ephemeral_container_is_judged() {
    assertThat(
            api.post(Kinds.Pod.in("scope"), Kinds.Pod.object("debugged", scene.debian())).created())
        .isTrue();
    String patch = "{\"spec\":{\"ephemeralContainers\":[{\"name\":\"debug\",\"image\":\"%s\"}]}}";
    String path = Kinds.Pod.in("scope") + "/debugged/ephemeralcontainers";
    Answer denied = api.strategicPatch(path, patch.formatted(scene.alpine()));
    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.body()).contains("container debug (spec.ephemeralContainers[0].image)");
    Answer admitted = api.strategicPatch(path, patch.formatted(scene.debian()));
    assertThat(admitted.created()).as(admitted.body()).isTrue();
  }

  @Test
  void S_01_an_init_container_is_judged() {
    Answer answer =
        api.post(
            Kinds.Deployment.in("scope"),
            Kinds.Deployment.with(
                "init",
                "initContainers: [{name: first, image: \"%s\"}], containers: [{name: app, image: \"%s\"}]"
                    .formatted(scene.alpine(), scene.debian())));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body())
        .contains("container first (spec.template.spec.initContainers[0].image)");
  }

  @Test
  void S_02_an_image_volume_is_judged() {
    Answer answer =
        api.post(
            Kinds.Pod.in("scope"),
            Kinds.Pod.with(
                "volume",
                "volumes: [{name: data, image: {reference: \"%s\"}}], containers: [{name: app, image: \"%s\"}]"
                    .formatted(scene.alpine(), scene.debian())));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("container data (spec.volumes[0].image.reference)");
  }

  @Test
  void S_03_scale_status_and_deletion_are_never_blocked() {
    String path = existing(Kinds.Deployment, "runs", musl());
    assertThat(api.patch(path + "/scale", "{\"spec\":{\"replicas\":0}}").status()).isEqualTo(200);
    assertThat(api.patch(path, "{\"spec\":{\"replicas\":3}}").status()).isEqualTo(200);
    assertThat(api.patch(path + "/status", "{\"status\":{\"replicas\":3}}").status())
        .isEqualTo(200);
    assertThat(api.patch(path, "{\"metadata\":{\"labels\":{\"team\":\"a\"}}}").status())
        .isEqualTo(200);
    assertThat(api.delete(path).status()).isEqualTo(200);
  }

  @Test
  void S_20_a_new_image_is_judged_on_an_object_that_is_being_deleted() {
    String path = existing(Kinds.Deployment, "leaving", musl());
    api.patch(path, "{\"metadata\":{\"finalizers\":[\"example.com/held\"]}}");
    api.delete(path);
    String image =
        "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"%s\"}]}}}}"
            .formatted(scene.pushAlpine("other", "1", "another image"));
    assertThat(api.patch(path, image).status()).isEqualTo(403);
    assertThat(api.patch(path, "{\"metadata\":{\"finalizers\":null}}").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"enforce", "warn"})
  void a_dry_run_leaves_nothing_behind(String outcome) {
    String image = scene.pushAlpine("dry-" + outcome, "1", "dry " + outcome);
    String namespace = outcome.equals("enforce") ? "scope" : "lenient";
    Answer answer =
        api.post(Kinds.Pod.in(namespace) + "?dryRun=All", Kinds.Pod.object("dry", image));
    assertThat(answer.status()).isEqualTo(outcome.equals("enforce") ? 403 : 201);
    String later = scene.pushAlpine("wet-" + outcome, "1", "wet " + outcome);
    api.post(Kinds.Pod.in(namespace), Kinds.Pod.object("wet", later));
    await().atMost(OperatorScene.PATIENCE).until(() -> scene.inspectedReferences().contains(later));
    if (outcome.equals("enforce")) {
      await()
          .atMost(OperatorScene.PATIENCE)
          .until(() -> scene.events().stream().anyMatch(it -> it.getNote().contains(later)));
    }
    assertThat(api.get(Kinds.Pod.in(namespace) + "/dry").status()).isEqualTo(404);
    assertThat(scene.events()).noneMatch(it -> it.getNote().contains(image));
    assertThat(scene.inspectedReferences()).doesNotContain(image);
  }

  @Test
  void what_was_refused_is_told_of_its_namespace() {
    api.post(Kinds.Deployment.in("scope"), Kinds.Deployment.object("told", scene.alpine()));
    await()
        .atMost(OperatorScene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(scene.events())
                    .anySatisfy(
                        event -> {
                          assertThat(event.getReason()).isEqualTo("BaseImageDenied");
                          assertThat(event.getRegarding().getKind()).isEqualTo("Namespace");
                          assertThat(event.getRegarding().getName()).isEqualTo("scope");
                          assertThat(event.getRelated().getName()).isEqualTo("no-musl");
                          assertThat(event.getNote())
                              .startsWith("Deployment told was refused: container app");
                        }));
  }
}
