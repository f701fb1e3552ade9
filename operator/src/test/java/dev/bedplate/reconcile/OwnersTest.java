package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.bedplate.cluster.Ownership.Claim;
import dev.bedplate.cluster.WorkloadObject;
import dev.bedplate.fixture.MovingClock;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.manifest.WorkloadKind;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnersTest {
  private static final Map<String, Object> POD_OF_ALPINE =
      Map.of("containers", List.of(Map.of("name", "app", "image", "alpine:3")));
  private static final Belonging ALONE = new Belonging.Alone();
  private final MovingClock clock = new MovingClock();
  private final Map<String, WorkloadObject> objects = new HashMap<>();
  private boolean read = true;
  private final Owners owners =
      new Owners(
          new Owners.Known() {
            @Override
            public boolean read(Claim claim) {
              return read;
            }

            @Override
            public Optional<WorkloadObject> object(Claim claim) {
              return Optional.ofNullable(
                  objects.get(claim.kind() + "/" + claim.namespace() + "/" + claim.name()));
            }
          },
          clock);

  @BeforeEach
  void a_ReplicaSet_of_one_image() {
    keep(object(WorkloadKind.ReplicaSet, "web", "u1", "", "app", "alpine:3"));
  }

  private void keep(WorkloadObject object) {
    objects.put(object.workloadKind() + "/shop/" + object.getMetadata().getName(), object);
  }

  private static WorkloadObject object(
      WorkloadKind kind, String name, String uid, String owner, String container, String image) {
    String pod = "{containers: [{name: %s, image: '%s'}]}".formatted(container, image);
    String spec =
        switch (kind) {
          case Pod -> pod;
          case CronJob -> "{jobTemplate: {spec: {template: {spec: " + pod + "}}}}";
          case Deployment, StatefulSet, DaemonSet, ReplicaSet, Job ->
              "{template: {spec: " + pod + "}}";
        };
    return new KubernetesSerialization()
        .unmarshal(
            """
            ---
            apiVersion: %s
            kind: %s
            metadata: {name: %s, namespace: shop, uid: %s, ownerReferences: [%s]}
            spec: %s
            """
                .formatted(apiVersion(kind), kind, name, uid, owner, spec),
            WorkloadObject.typeOf(kind));
  }

  private static String apiVersion(WorkloadKind kind) {
    return switch (kind) {
      case Pod -> "v1";
      case Job, CronJob -> "batch/v1";
      case Deployment, StatefulSet, DaemonSet, ReplicaSet -> "apps/v1";
    };
  }

  private static String owner(WorkloadKind kind, String name, String uid) {
    return "{apiVersion: %s, kind: %s, name: %s, uid: %s, controller: true}"
        .formatted(apiVersion(kind), kind, name, uid);
  }

  private static WorkloadObject pod(String container, String image, UnaryOperator<String> forge) {
    String owner = forge.apply(owner(WorkloadKind.ReplicaSet, "web", "u1"));
    return object(WorkloadKind.Pod, "web-x", "p1", owner, container, image);
  }

  /** What is found when the watches had time to agree. */
  private Belonging settled(WorkloadObject object) {
    owners.of(object);
    clock.advance(Duration.ofSeconds(5));
    return owners.of(object);
  }

  @Test
  void a_Pod_whose_owner_exists_and_carries_its_image_is_judged_with_it_at_once() {
    assertThat(owners.of(pod("app", "docker.io/library/alpine:3", it -> it)))
        .isEqualTo(new Belonging.Owned("u1", List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "uid: u1, uid: u2",
    "name: web, name: other",
    "kind: ReplicaSet, kind: StatefulSet",
    "controller: true, controller: false",
    "apps/v1, example.dev/v1"
  })
  void a_forged_reference_buys_nothing(String written, String forged) {
    assertThat(settled(pod("app", "alpine:3", it -> it.replace(written, forged)))).isEqualTo(ALONE);
  }

  @Test
  void the_owner_of_another_namespace_is_none() {
    WorkloadObject pod = pod("app", "alpine:3", it -> it);
    pod.getMetadata().setNamespace("lab");
    assertThat(settled(pod)).isEqualTo(ALONE);
  }

  @ParameterizedTest
  @CsvSource({"app, alpine:2", "injected, alpine:3"})
  void an_image_that_the_owner_does_not_carry_is_judged(String container, String image) {
    assertThat(beyond(pod(container, image, it -> it)))
        .extracting(ContainerImage::container)
        .containsExactly(container);
  }

  @Test
  void an_owner_that_another_watch_has_yet_to_tell_of_is_waited_for() {
    WorkloadObject pod = pod("app", "alpine:3", it -> it);
    WorkloadObject owner = objects.remove("ReplicaSet/shop/web");
    assertThat(owners.of(pod)).isEqualTo(new Belonging.Unsure(Duration.ofSeconds(5)));
    clock.advance(Duration.ofSeconds(4));
    assertThat(owners.of(pod)).isEqualTo(new Belonging.Unsure(Duration.ofSeconds(1)));
    objects.put("ReplicaSet/shop/web", owner);
    assertThat(owners.of(pod)).isInstanceOf(Belonging.Owned.class);
  }

  @Test
  void before_the_owners_kind_was_read_nothing_is_said() {
    read = false;
    WorkloadObject pod = pod("app", "alpine:3", it -> it);
    assertThat(owners.of(pod)).isInstanceOf(Belonging.Unsure.class);
    clock.advance(Duration.ofMinutes(1));
    assertThat(owners.of(pod)).isInstanceOf(Belonging.Unsure.class);
  }

  @Test
  void what_a_kind_does_not_make_it_does_not_own_so_that_no_circle_of_owners_hides_any() {
    keep(object(WorkloadKind.Pod, "a", "a1", owner(WorkloadKind.Pod, "b", "b1"), "app", "x"));
    assertThat(
            owners.of(
                object(
                    WorkloadKind.Pod, "b", "b1", owner(WorkloadKind.Pod, "a", "a1"), "app", "x")))
        .isEqualTo(ALONE);
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, false"})
  void a_ReplicaSet_that_is_kept_at_zero_runs_nothing(int replicas, boolean idle) {
    keep(object(WorkloadKind.Deployment, "web", "d1", "", "app", "debian:12"));
    String owner = owner(WorkloadKind.Deployment, "web", "d1");
    WorkloadObject old = object(WorkloadKind.ReplicaSet, "web-1", "r1", owner, "app", "alpine:3");
    old.setAdditionalProperty(
        "spec", Map.of("replicas", replicas, "template", Map.of("spec", POD_OF_ALPINE)));
    assertThat(beyond(old).isEmpty()).isEqualTo(idle);
  }

  @ParameterizedTest
  @CsvSource({
    "Complete, True, true",
    "Failed, True, true",
    "Failed, False, false",
    "Suspended, True, false"
  })
  void a_Job_that_ended_runs_nothing(String condition, String status, boolean idle) {
    keep(object(WorkloadKind.CronJob, "web", "c1", "", "app", "debian:12"));
    String owner = owner(WorkloadKind.CronJob, "web", "c1");
    WorkloadObject old = object(WorkloadKind.Job, "web-1", "j1", owner, "app", "alpine:3");
    old.setAdditionalProperty(
        "status", Map.of("conditions", List.of(Map.of("type", condition, "status", status))));
    assertThat(beyond(old).isEmpty()).isEqualTo(idle);
  }

  private List<ContainerImage> beyond(WorkloadObject object) {
    return settled(object) instanceof Belonging.Owned(_, var beyond)
        ? beyond
        : fail("an existing owner was not found");
  }
}
