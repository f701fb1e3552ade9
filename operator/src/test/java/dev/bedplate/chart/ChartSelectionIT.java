package dev.bedplate.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.app.registration.RegisteredConfiguration;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.EphemeralContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the API server asks the webhook about. The webhook of this test cannot be reached and its
 * failure policy is Fail: whatever is asked about is refused, whatever is not asked about passes.
 */
@WithApiServer(fresh = true)
class ChartSelectionIT {
  private static final String ASKED = "failed calling webhook \"validate.bedplate.dev\"";
  private static final String VALUES =
      """
      webhook: {failurePolicy: Fail, timeoutSeconds: 1, url: "https://127.0.0.1:1/validate"}
      config: {namespaces: {exclude: [monitoring]}}
      """;

  private KubernetesClient client;

  @BeforeAll
  static void register(ApiServer server) {
    try (KubernetesClient client = once(server)) {
      for (String name : List.of(Chart.NAMESPACE, "kube-node-lease", "monitoring", "shop")) {
        client.resource(namespace(name)).serverSideApply();
      }
      client.resource(pod("shop", "before")).create();
      client.resource(deployment("shop", "before")).create();
      client
          .resource(Chart.rendered(VALUES).one(ValidatingWebhookConfiguration.class, "bedplate"))
          .create();
      new RegisteredConfiguration(client).activate();
      // The server learns of a webhook by a watch.
      Awaitility.await().until(() -> asked(client, pod("shop", "probe")));
    }
  }

  @BeforeEach
  void connect(ApiServer server) {
    client = once(server);
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  /** An administrator who takes no for an answer. */
  private static KubernetesClient once(ApiServer server) {
    Config config = server.admin().getConfiguration();
    return new KubernetesClientBuilder()
        .withConfig(new ConfigBuilder(config).withRequestRetryBackoffLimit(0).build())
        .build();
  }

  private static boolean asked(KubernetesClient client, HasMetadata object) {
    try {
      client.resource(object).dryRun().create();
      return false;
    } catch (KubernetesClientException e) {
      return String.valueOf(e.getMessage()).contains(ASKED);
    }
  }

  @Test
  void a_new_workload_is_asked_about() {
    assertThat(asked(client, deployment("shop", "new"))).isTrue();
    assertThat(asked(client, pod("default", "new"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {Chart.NAMESPACE, "kube-system", "kube-node-lease", "monitoring"})
  void nothing_is_asked_about_namespaces_that_are_never_judged(String namespace, ApiServer server) {
    assertThat(asked(client, pod(namespace, "new"))).isFalse();
  }

  @Test
  void a_changed_image_is_asked_about_and_a_changed_label_is_not() {
    var before = client.apps().deployments().inNamespace("shop").withName("before");

    before.edit(d -> labelled(d, "bedplate.dev/verdict"));
    assertThat(before.get().getMetadata().getLabels()).containsKey("bedplate.dev/verdict");
    assertThatThrownBy(
            () ->
                before.edit(
                    d ->
                        new DeploymentBuilder(d)
                            .editSpec()
                            .editTemplate()
                            .withSpec(spec("registry.example/other"))
                            .endTemplate()
                            .endSpec()
                            .build()))
        .hasMessageContaining(ASKED);
  }

  @Test
  void S_03_an_ephemeral_container_is_asked_about() {
    var before = client.pods().inNamespace("shop").withName("before");
    EphemeralContainer debug =
        new EphemeralContainerBuilder()
            .withName("debug")
            .withImage("registry.example/debug")
            .withTerminationMessagePolicy("File")
            .build();

    assertThatThrownBy(
            () ->
                before
                    .ephemeralContainers()
                    .edit(
                        pod ->
                            new PodBuilder(pod)
                                .editSpec()
                                .addToEphemeralContainers(debug)
                                .endSpec()
                                .build()))
        .hasMessageContaining(ASKED);
  }

  @Test
  void S_03_scaling_a_status_and_a_deletion_are_not_asked_about() {
    var before = client.apps().deployments().inNamespace("shop").withName("before");

    before.scale(3);
    assertThat(before.get().getSpec().getReplicas()).isEqualTo(3);
    before.editStatus(
        d -> new DeploymentBuilder(d).editOrNewStatus().withReplicas(2).endStatus().build());
    assertThat(before.get().getStatus().getReplicas()).isEqualTo(2);
    client.pods().inNamespace("shop").withName("before").dryRun(true).delete();
  }

  private static Deployment labelled(Deployment deployment, String key) {
    return new DeploymentBuilder(deployment)
        .editMetadata()
        .addToLabels(key, "Compliant")
        .endMetadata()
        .build();
  }

  private static Namespace namespace(String name) {
    return new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  private static Pod pod(String namespace, String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .withSpec(spec("registry.example/app"))
        .build();
  }

  private static Deployment deployment(String namespace, String name) {
    Map<String, String> labels = Map.of("app", name);
    return new DeploymentBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withNewSelector()
        .withMatchLabels(labels)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .endMetadata()
        .withSpec(spec("registry.example/app"))
        .endTemplate()
        .endSpec()
        .build();
  }

  private static PodSpec spec(String image) {
    return new PodSpecBuilder()
        .addNewContainer()
        .withName("app")
        .withImage(image)
        .endContainer()
        .build();
  }
}
