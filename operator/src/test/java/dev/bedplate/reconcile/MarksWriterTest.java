package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.cluster.WorkloadObject.DeploymentObject;
import dev.bedplate.fixture.MockCluster;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarksWriterTest {
  private static final Marks MARKS =
      new Marks(
          Map.of(Marks.VERDICT, "Violating"),
          Map.of(Marks.SUMMARY, "app: musl", Marks.CONTAINERS, "{}"));
  private final MockCluster cluster = new MockCluster();
  private final MarksWriter writer = new MarksWriter(new MarksRequests(cluster.client()));

  @AfterEach
  void stop() {
    cluster.close();
  }

  private static DeploymentObject object() {
    var object = new DeploymentObject();
    object.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("web")
            .withUid("u")
            .withResourceVersion("1")
            .build());
    return object;
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 409, 429, 500, 502, 503, 504})
  void what_may_be_taken_later_is_not_given_up(int code) {
    cluster.refuse(code);
    assertThat(writer.show(object(), MARKS)).isEqualTo(new Writing.Failed(Unsettled.Unwritten));
    assertThat(writer.shown(object())).isEqualTo(Marks.NONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void an_object_that_is_gone_needs_no_marks(int code) {
    cluster.refuse(code);
    assertThat(writer.show(object(), MARKS)).isEqualTo(new Writing.Gone());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  void of_an_object_that_cannot_take_all_marks_always_fewer_are_tried(int code) {
    cluster.refuse(code);
    assertThat(writer.show(object(), MARKS)).isEqualTo(new Writing.Failed(Unsettled.Refused));
    assertThat(cluster.requests()).filteredOn(it -> it.startsWith("PATCH ")).hasSize(3);
  }

  @Test
  void a_server_that_is_not_there_is_tried_again() {
    try (var nobody =
        new KubernetesClientBuilder()
            .editOrNewConfig()
            .withMasterUrl("http://127.0.0.1:1")
            .withRequestRetryBackoffLimit(0)
            .endConfig()
            .build()) {
      assertThat(new MarksWriter(new MarksRequests(nobody)).show(object(), MARKS))
          .isEqualTo(new Writing.Failed(Unsettled.Unwritten));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, NamespaceTerminating, is being terminated, Gone",
    "403, , admission webhook denied the request, ForNow",
    "500, , etcdserver: request is too large, TooMuch",
    "500, , internal error, ForNow",
  })
  void what_an_answer_means_may_be_in_its_words(
      int code, String cause, String message, Refusal meaning) {
    var status =
        new StatusBuilder()
            .withCode(code)
            .withMessage(message)
            .withNewDetails()
            .addNewCause(null, null, cause)
            .endDetails()
            .build();
    assertThat(Refusal.of(new KubernetesClientException(message, code, status))).isEqualTo(meaning);
  }
}
