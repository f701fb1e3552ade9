package dev.bedplate.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the controller's account may change of a workload, as the API server sees it. */
@WithApiServer(fresh = true)
class ChartMarksIT {
  private static final String REFUSED = "the controller of Bedplate";
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final PatchContext TRIAL =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withDryRun(List.of("All"))
          .build();
  private static final String FOREIGN = "{'metadata': {'labels': {'other': 'other'}}}";
  private KubernetesClient controller;

  @BeforeAll
  static void install(ApiServer server) {
    Rights.grant(server, "");
    server.createNamespace("shop", Map.of());
    server.admin().resource(pod()).create();
    for (HasMetadata object : Chart.rendered("").objects()) {
      if (object.getKind().startsWith("ValidatingAdmissionPolicy")) {
        server.admin().resource(object).create();
      }
    }
    try (KubernetesClient controller = server.serviceAccount(Chart.NAMESPACE, Rights.CONTROLLER)) {
      // The server learns of a policy by a watch.
      Awaitility.await().until(() -> !passes(controller, FOREIGN));
    }
  }

  @BeforeEach
  void connect(ApiServer server) {
    controller = server.serviceAccount(Chart.NAMESPACE, Rights.CONTROLLER);
  }

  @AfterEach
  void disconnect() {
    controller.close();
  }

  @Test
  void S_17_the_controller_writes_and_removes_its_own_marks() {
    assertThat(
            patch(
                    controller,
                    MERGE,
                    """
                    {'metadata': {'labels': {'bedplate.dev/verdict': 'Compliant'},
                      'annotations': {'bedplate.dev/summary': 'app: alpine'}}}
                    """)
                .getMetadata()
                .getLabels())
        .containsEntry("bedplate.dev/verdict", "Compliant")
        .containsEntry("app", "web");
    assertThat(
            patch(controller, MERGE, "{'metadata': {'labels': {'bedplate.dev/verdict': null}}}")
                .getMetadata()
                .getLabels())
        .containsOnly(Map.entry("app", "web"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'spec': {'containers': [{'name': 'app', 'image': 'registry.example/other'}]}} | the spec
          {'spec': {'activeDeadlineSeconds': 1}}                                         | the spec
          {'metadata': {'labels': {'app': 'other'}}}                                     | labels
          {'metadata': {'labels': {'app': null}}}                                        | labels
          {'metadata': {'labels': {'role': 'admin'}}}                                    | labels
          {'metadata': {'annotations': {'bedplate.dev.example/summary': 'x'}}}           | annotations
          {'metadata': {'annotations': {'owner': null}}}                                 | annotations
          {'metadata': {'finalizers': ['example.org/never']}}                            | finalizers
          {'metadata': {'ownerReferences': [{'apiVersion': 'v1', 'kind': 'Pod', 'name': 'a', 'uid': 'b'}]}} | owners
          """)
  void S_17_the_controller_changes_nothing_else(String patch, String what) {
    assertThatThrownBy(() -> patch(controller, MERGE, patch))
        .hasMessageContaining(REFUSED)
        .hasMessageContaining(what);
  }

  @Test
  void others_change_what_they_like(ApiServer server) {
    assertThat(passes(server.admin(), FOREIGN)).isTrue();
  }

  private static boolean passes(KubernetesClient client, String patch) {
    try {
      patch(client, TRIAL, patch);
      return true;
    } catch (KubernetesClientException e) {
      assertThat(e).hasMessageContaining(REFUSED);
      return false;
    }
  }

  private static Pod patch(KubernetesClient client, PatchContext how, String patch) {
    return client.pods().inNamespace("shop").withName("web").patch(how, patch.replace('\'', '"'));
  }

  private static Pod pod() {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName("web")
        .withLabels(Map.of("app", "web"))
        .withAnnotations(Map.of("owner", "team"))
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("app")
        .withImage("registry.example/app")
        .endContainer()
        .endSpec()
        .build();
  }
}
