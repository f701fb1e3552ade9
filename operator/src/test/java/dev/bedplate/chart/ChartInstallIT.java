package dev.bedplate.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import dev.bedplate.app.registration.RegisteredConfiguration;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** helm installs, upgrades and uninstalls the chart; no controllers run, so no Pods. */
@WithApiServer(fresh = true)
class ChartInstallIT {
  @AfterEach
  void uninstalled(ApiServer server) {
    uninstall(server, Chart.NAMESPACE);
  }

  private static void uninstall(ApiServer server, String namespace) {
    Helm.uninstall(Chart.RELEASE)
        .ignoreNotFound()
        .withNamespace(namespace)
        .withKubeConfig(server.kubeconfig())
        .call();
  }

  @Test
  void what_it_installs_is_gone_afterwards_except_the_definitions(ApiServer server) {
    KubernetesClient client = server.admin();
    List<HasMetadata> objects = Chart.rendered("").objects();

    assertThat(install(server, "").getStatus()).isEqualTo("deployed");
    assertThat(objects).allSatisfy(object -> assertThat(client.resource(object).get()).isNotNull());

    uninstalled(server);
    assertThat(objects)
        .<HasMetadata>extracting(object -> client.resource(object).get())
        .filteredOn(Objects::nonNull)
        .hasSize(3)
        .allMatch(CustomResourceDefinition.class::isInstance)
        .allMatch(kept -> kept.getMetadata().getDeletionTimestamp() == null);
  }

  @Test
  void the_definitions_that_were_kept_belong_to_the_next_release(ApiServer server) {
    install(server, "");
    uninstalled(server);

    assertThat(install(server, "").getStatus()).isEqualTo("deployed");
  }

  @Test
  void S_38_what_the_operator_wrote_survives_an_upgrade(ApiServer server) throws IOException {
    install(server, "");
    var configuration = new RegisteredConfiguration(server.admin());
    assertThat(configuration.rules()).isEmpty();
    String authority = write(server, configuration);
    configuration.activate();
    List<RuleWithOperations> rules = configuration.rules();

    Chart.withValues(
        "webhook: {failurePolicy: Fail}",
        values ->
            new Helm(Chart.FOLDER)
                .upgrade()
                .withName(Chart.RELEASE)
                .withNamespace(Chart.NAMESPACE)
                .withKubeConfig(server.kubeconfig())
                .withValuesFile(values)
                .call());

    ValidatingWebhook webhook = configuration.get().getWebhooks().getFirst();
    assertThat(webhook.getFailurePolicy()).isEqualTo("Fail");
    assertThat(webhook.getClientConfig().getCaBundle()).isEqualTo(authority);
    assertThat(webhook.getRules()).isEqualTo(rules).isNotEmpty();
  }

  @Test
  void the_pods_of_both_roles_fit_the_restricted_profile(ApiServer server) {
    server.createNamespace(
        "restricted", Map.of("pod-security.kubernetes.io/enforce", "restricted"));

    List<Deployment> deployments = Chart.rendered("").all(Deployment.class);

    assertThat(deployments).hasSize(2);
    for (Deployment deployment : deployments) {
      Pod pod = pod(deployment);
      assertThat(server.admin().resource(pod).create().getSpec()).isNotNull();
    }
  }

  @Test
  void for_another_namespace_the_kept_definitions_are_handed_over_first(ApiServer server) {
    install(server, "");
    uninstalled(server);
    assertThatThrownBy(() -> install(server, "", "elsewhere"))
        .hasMessageContaining("invalid ownership metadata")
        .hasMessageContaining("\"meta.helm.sh/release-namespace\" must equal \"elsewhere\"");

    handOver(server, "elsewhere");
    try {
      assertThat(install(server, "", "elsewhere").getStatus()).isEqualTo("deployed");
    } finally {
      uninstall(server, "elsewhere");
      handOver(server, Chart.NAMESPACE);
    }
  }

  /** As the chart's page says. */
  private static void handOver(ApiServer server, String namespace) {
    var definitions = server.admin().apiextensions().v1().customResourceDefinitions();
    for (CustomResourceDefinition kept : Chart.rendered("").all(CustomResourceDefinition.class)) {
      definitions
          .withName(kept.getMetadata().getName())
          .edit(
              it ->
                  new CustomResourceDefinitionBuilder(it)
                      .editMetadata()
                      .addToAnnotations("meta.helm.sh/release-name", Chart.RELEASE)
                      .addToAnnotations("meta.helm.sh/release-namespace", namespace)
                      .endMetadata()
                      .build());
    }
  }

  private static Release install(ApiServer server, String text) {
    return install(server, text, Chart.NAMESPACE);
  }

  private static Release install(ApiServer server, String text, String namespace) {
    return Chart.withValues(
        text,
        values ->
            new Helm(Chart.FOLDER)
                .install()
                .withName(Chart.RELEASE)
                .withNamespace(namespace)
                .createNamespace()
                .withKubeConfig(server.kubeconfig())
                .withValuesFile(values)
                .call());
  }

  private static String write(ApiServer server, RegisteredConfiguration configuration)
      throws IOException {
    Path certificate = Path.of(server.admin().getConfiguration().getCaCertFile());
    String authority = Base64.getEncoder().encodeToString(Files.readAllBytes(certificate));
    configuration.edit(it -> it.setCaBundle(authority));
    return authority;
  }

  private static Pod pod(Deployment deployment) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("restricted")
        .withName(deployment.getMetadata().getName())
        .endMetadata()
        .withSpec(deployment.getSpec().getTemplate().getSpec())
        .build();
  }
}
