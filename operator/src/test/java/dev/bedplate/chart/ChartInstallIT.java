package dev.bedplate.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** helm installs, upgrades and uninstalls the chart; no controllers run, so no Pods. */
@WithApiServer(fresh = true)
class ChartInstallIT {
  private static final String VALUES = "controller: {replicas: 3}";

  @Test
  void what_it_installs_is_gone_afterwards_except_the_definitions(ApiServer server) {
    KubernetesClient client = server.admin();
    List<HasMetadata> objects = Chart.rendered(VALUES).objects();

    install(server);
    assertThat(objects).allSatisfy(object -> assertThat(client.resource(object).get()).isNotNull());

    uninstall(server);
    assertThat(objects)
        .filteredOn(object -> client.resource(object).get() != null)
        .hasSize(3)
        .allSatisfy(kept -> assertThat(kept).isInstanceOf(CustomResourceDefinition.class));

    // What is kept does not stand in the way of the next release.
    install(server);
    uninstall(server);
  }

  static void install(ApiServer server) {
    var release =
        Chart.withValues(
            VALUES,
            values ->
                new Helm(Chart.FOLDER)
                    .install()
                    .withName(Chart.RELEASE)
                    .withNamespace(Chart.NAMESPACE)
                    .createNamespace()
                    .withKubeConfig(server.kubeconfig())
                    .withValuesFile(values)
                    .call());
    assertThat(release.getStatus()).isEqualTo("deployed");
  }

  static void uninstall(ApiServer server) {
    Helm.uninstall(Chart.RELEASE)
        .withNamespace(Chart.NAMESPACE)
        .withKubeConfig(server.kubeconfig())
        .call();
  }
}
