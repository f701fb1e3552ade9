package dev.bedplate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.workload.manifest.WorkloadKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left of an object once it was read. */
class WorkloadObjectTest {
  private static final String POD =
      """
      {restartPolicy: Always, serviceAccountName: robot, imagePullSecrets: [{name: pull}],
        containers: [{name: app, image: "a:1", command: [run], env: [{name: A, value: b}]}],
        initContainers: [{name: first, image: "b:1", resources: {}}],
        ephemeralContainers: [{name: debug, image: "c:1", tty: true}],
        volumes: [{name: tmp, emptyDir: {}}, {name: data, image: {reference: "d:1"}}]}""";

  private static final Map<String, Object> KEPT =
      Map.of(
          "serviceAccountName",
          "robot",
          "imagePullSecrets",
          List.of(Map.of("name", "pull")),
          "containers",
          List.of(Map.of("name", "app", "image", "a:1")),
          "initContainers",
          List.of(Map.of("name", "first", "image", "b:1")),
          "ephemeralContainers",
          List.of(Map.of("name", "debug", "image", "c:1")),
          "volumes",
          List.of(
              Map.of("name", "tmp"), Map.of("name", "data", "image", Map.of("reference", "d:1"))));

  private static WorkloadObject read(WorkloadKind kind, String metadata, String fields) {
    return ClusterJson.serialization()
        .unmarshal(
            "---\n{apiVersion: %s, kind: %s, metadata: {%s}, %s}"
                .formatted(apiVersion(kind), kind, metadata, fields),
            WorkloadObject.typeOf(kind));
  }

  private static String apiVersion(WorkloadKind kind) {
    return HasMetadata.getApiVersion(WorkloadObject.typeOf(kind));
  }

  /** The fields of a Pod beside its metadata. */
  private static Map<String, Object> ofPod(String fields) {
    return read(WorkloadKind.Pod, "name: web", fields).getAdditionalProperties();
  }

  private static ObjectMeta metadata(String metadata) {
    return read(WorkloadKind.Deployment, metadata, "spec: {}").getMetadata();
  }

  private static String[] steps(WorkloadKind kind) {
    return kind.podSpec().split("\\.", -1);
  }

  /** A pod spec where objects of a kind have it, among other fields. */
  private static String spec(WorkloadKind kind, String pod) {
    String spec = pod;
    for (int i = steps(kind).length - 1; i > 0; i--) {
      spec = "{replicas: 3, paused: true, %s: %s}".formatted(steps(kind)[i], spec);
    }
    return spec;
  }

  private static Object nested(WorkloadKind kind, Object pod) {
    Object spec = pod;
    for (int i = steps(kind).length - 1; i > 0; i--) {
      spec = Map.of(steps(kind)[i], spec);
    }
    return spec;
  }

  @ParameterizedTest
  @EnumSource
  void of_every_kind_only_images_and_their_credentials_stay(WorkloadKind kind) {
    WorkloadObject object =
        read(
            kind,
            "name: web, namespace: shop, uid: u, labels: {app: a}",
            "data: {a: b}, status: {observedGeneration: 1, phase: Running}, spec: "
                + spec(kind, POD));

    assertThat(object.getAdditionalProperties()).isEqualTo(Map.of("spec", nested(kind, KEPT)));
    assertThat(object.manifest())
        .isEqualTo(
            Map.of(
                "apiVersion",
                apiVersion(kind),
                "kind",
                kind.name(),
                "metadata",
                Map.of("name", "web", "namespace", "shop", "labels", Map.of("app", "a")),
                "spec",
                nested(kind, KEPT)));
  }

  @Test
  void volumes_stay_only_where_one_of_them_is_an_image() {
    assertThat(ofPod("spec: {containers: [], volumes: [{name: tmp, emptyDir: {}}]}"))
        .isEqualTo(Map.of("spec", Map.of()));
  }

  @Test
  void what_is_null_or_of_another_type_is_not_there_and_what_follows_keeps_its_place() {
    assertThat(
            ofPod(
                "status: null, spec: {imagePullSecrets: null, initContainers: 7,"
                    + " containers: [x, null, {name: app, image: null}, {name: b, image: c}]}"))
        .isEqualTo(
            Map.of(
                "spec",
                Map.of(
                    "containers",
                    List.of(
                        Map.of(),
                        Map.of(),
                        Map.of("name", "app"),
                        Map.of("name", "b", "image", "c")))));
    assertThat(ofPod("spec: x")).isEmpty();
    assertThat(ofPod("spec: null")).isEmpty();
  }

  @Test
  void S_31_an_object_that_cannot_be_reduced_is_kept_whole_and_ends_no_list() {
    var odd =
        new AbstractMap<String, Object>() {
          @Override
          public Set<Map.Entry<String, Object>> entrySet() {
            throw new IllegalStateException("odd");
          }
        };
    var pod = new WorkloadObject.PodObject();
    pod.setAdditionalProperty("spec", odd);
    assertThat(pod.getAdditionalProperties().get("spec")).isSameAs(odd);
  }

  @Test
  void of_a_Pods_status_the_images_that_run_stay() {
    assertThat(
            ofPod(
                """
                status: {phase: Running, podIP: 10.0.0.1,
                  containerStatuses: [{name: app, imageID: "a@1", ready: true, image: "a:1"}],
                  initContainerStatuses: [{name: first, imageID: "b@1", restartCount: 3}],
                  ephemeralContainerStatuses: [{name: debug, imageID: "c@1", state: {}}]}"""))
        .isEqualTo(
            Map.of(
                "status",
                Map.of(
                    "containerStatuses",
                    List.of(Map.of("name", "app", "imageID", "a@1")),
                    "initContainerStatuses",
                    List.of(Map.of("name", "first", "imageID", "b@1")),
                    "ephemeralContainerStatuses",
                    List.of(Map.of("name", "debug", "imageID", "c@1")))));
    assertThat(ofPod("status: {phase: Pending, containerStatuses: []}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ReplicaSet, 0, true", "ReplicaSet, 1, false", "Deployment, 0, false"})
  void of_numbers_only_a_ReplicaSets_zero_stays(WorkloadKind kind, int replicas, boolean stays) {
    Map<String, Object> template =
        Map.of("spec", Map.of("containers", List.of(Map.of("name", "app", "image", "a:1"))));
    assertThat(
            read(
                    kind,
                    "name: web",
                    "spec: {replicas: %d, template: {spec: {containers: [{name: app, image: 'a:1'}]}}}"
                        .formatted(replicas))
                .getAdditionalProperties())
        .isEqualTo(
            Map.of(
                "spec",
                stays
                    ? Map.of("replicas", 0, "template", template)
                    : Map.of("template", template)));
  }

  @Test
  void of_a_Jobs_status_it_stays_that_it_ended() {
    assertThat(
            read(
                    WorkloadKind.Job,
                    "name: once",
                    "status: {failed: 7, conditions: [{type: Failed, status: 'True', reason: x}]}")
                .getAdditionalProperties())
        .isEqualTo(Map.of("status", Map.of("ended", true)));
  }

  @Test
  void of_the_metadata_stays_what_is_looked_at() {
    ObjectMeta metadata =
        metadata(
            """
            name: web, namespace: shop, uid: u, resourceVersion: "7", generation: 2,
              ownerReferences: [{kind: App, name: web}], finalizers: [keep], selfLink: /here,
              managedFields: [{manager: kubectl, fieldsV1: {"f:spec": {}}}],
              labels: {app: a, bedplate.dev/verdict: Compliant, none: null},
              annotations: {bedplate.dev/summary: s, other/large: x, none: null}""");

    assertThat(metadata.getName()).isEqualTo("web");
    assertThat(metadata.getUid()).isEqualTo("u");
    assertThat(metadata.getResourceVersion()).isEqualTo("7");
    assertThat(metadata.getGeneration()).isEqualTo(2);
    assertThat(metadata.getOwnerReferences()).hasSize(1);
    assertThat(metadata.getLabels())
        .isEqualTo(Map.of("app", "a", "bedplate.dev/verdict", "Compliant"));
    assertThat(metadata.getAnnotations()).isEqualTo(Map.of("bedplate.dev/summary", "s"));
    assertThat(metadata.getManagedFields()).isNullOrEmpty();
    assertThat(metadata.getFinalizers()).isNullOrEmpty();
    assertThat(metadata.getSelfLink()).isNull();
  }

  @Test
  void what_many_objects_have_alike_is_in_memory_once() {
    WorkloadObject one = read(WorkloadKind.Pod, "name: a, namespace: shop", "spec: {}");
    WorkloadObject other = read(WorkloadKind.Pod, "name: b, namespace: shop", "spec: {}");

    assertThat(other.getMetadata().getNamespace()).isSameAs(one.getMetadata().getNamespace());
    assertThat(other.getApiVersion()).isSameAs(one.getApiVersion());
    assertThat(other.getKind()).isSameAs(one.getKind());
    assertThat(metadata("name: a, annotations: {other/large: x}").getAnnotations())
        .as("no map for nothing")
        .isNull();
  }
}
