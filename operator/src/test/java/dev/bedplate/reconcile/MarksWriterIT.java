package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.cluster.WorkloadObject.PodObject;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a real API server says to marks. */
@WithApiServer
class MarksWriterIT {
  private static final Marks MARKS =
      new Marks(
          Map.of(Marks.VERDICT, "Violating"),
          Map.of(Marks.SUMMARY, "app: musl", Marks.CONTAINERS, "{}", Marks.VIOLATIONS, "[]"));

  private static Pod pod(ApiServer server, String namespace, Map<String, String> annotations) {
    return server
        .admin()
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("web")
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("app")
                .withImage("app:1")
                .endContainer()
                .endSpec()
                .build())
        .create();
  }

  private static PodObject watched(ApiServer server, String namespace) {
    return server
        .admin()
        .resources(PodObject.class)
        .inNamespace(namespace)
        .withName("web")
        .require();
  }

  private static void delete(ApiServer server, String namespace) {
    server.admin().pods().inNamespace(namespace).withName("web").withGracePeriod(0).delete();
  }

  @Test
  void S_36_an_object_that_is_full_of_annotations_shows_its_verdict(ApiServer server) {
    server.createNamespace("full", Map.of());
    pod(server, "full", Map.of("notes", "x".repeat(256 * 1024 - 10)));
    var writer = new MarksWriter(new MarksRequests(server.admin()));
    PodObject pod = watched(server, "full");
    Marks label = new Marks(MARKS.labels(), Map.of());
    assertThat(writer.show(pod, MARKS)).isEqualTo(new Writing.Done(Marks.NONE, label));
    PodObject shown = watched(server, "full");
    assertThat(shown.getMetadata().getLabels()).containsEntry(Marks.VERDICT, "Violating");
    assertThat(writer.show(shown, MARKS)).isEqualTo(new Writing.Unneeded());
  }

  @Test
  void a_right_that_is_taken_and_given_back_is_used_again(ApiServer server) {
    server.createNamespace("rights", Map.of());
    pod(server, "rights", Map.of());
    var binding =
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName("marks-writer")
            .endMetadata()
            .addNewSubject(null, "ServiceAccount", "writer", "rights")
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
            .build();
    try (KubernetesClient client = server.serviceAccount("rights", "writer")) {
      var writer = new MarksWriter(new MarksRequests(client));
      PodObject pod = watched(server, "rights");
      assertThat(writer.show(pod, MARKS)).isEqualTo(new Writing.Failed(Unsettled.Unwritten));
      server.admin().resource(binding).create();
      await().until(() -> writer.show(pod, MARKS) instanceof Writing.Done);
    } finally {
      server.admin().resource(binding).delete();
    }
    assertThat(watched(server, "rights").getMetadata().getAnnotations())
        .containsEntry(Marks.VIOLATIONS, "[]");
  }

  @Test
  void S_36_marks_of_a_deleted_object_are_not_written_on_another_that_took_its_name(
      ApiServer server) {
    server.createNamespace("namesake", Map.of());
    pod(server, "namesake", Map.of());
    var writer = new MarksWriter(new MarksRequests(server.admin()));
    PodObject first = watched(server, "namesake");
    delete(server, "namesake");
    assertThat(writer.show(first, MARKS)).isEqualTo(new Writing.Gone());
    pod(server, "namesake", Map.of());
    assertThat(writer.show(first, MARKS)).isNotInstanceOf(Writing.Done.class);
    assertThat(watched(server, "namesake").getMetadata().getLabels()).isNull();
  }
}
