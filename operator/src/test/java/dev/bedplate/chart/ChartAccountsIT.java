package dev.bedplate.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.app.registration.ManagedCertificates;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.ClusterView;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.webhook.tls.ServerHosts;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rights of the chart's accounts are enough for what the operator does with them. */
@WithApiServer(fresh = true)
class ChartAccountsIT {
  @BeforeAll
  static void install(ApiServer server) throws IOException {
    server.applyDefinitions();
    Rights.grant(server, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {Rights.CONTROLLER, Rights.WEBHOOK})
  void either_role_reads_policies_exceptions_namespaces_and_nodes(
      String account, ApiServer server) {
    try (KubernetesClient client = server.serviceAccount(Chart.NAMESPACE, account);
        ClusterView view = new ClusterView(client, List.of())) {
      view.start();
      Awaitility.await().until(view::synced);
    }
  }

  @Test
  void S_38_the_webhook_makes_its_certificate_and_has_any_configuration_of_the_chart_trust_it(
      ApiServer server) throws IOException {
    Rendered chart = Chart.rendered("");
    KubernetesClient admin = server.admin();
    var configuration = admin.resource(chart.one(ValidatingWebhookConfiguration.class, "bedplate"));
    configuration.create();
    Service service = chart.one(Service.class, "bedplate-webhook");
    var settings =
        ManagedCertificates.Settings.of(
            Chart.NAMESPACE,
            ServerHosts.ofService(service.getMetadata().getName(), Chart.NAMESPACE));

    try (KubernetesClient webhook = server.serviceAccount(Chart.NAMESPACE, Rights.WEBHOOK);
        var certificates = ManagedCertificates.start(webhook, settings, Clock.systemUTC())) {
      String authority =
          admin
              .secrets()
              .inNamespace(Chart.NAMESPACE)
              .withName("bedplate-webhook-ca")
              .get()
              .getData()
              .get("ca.crt");
      assertThat(configuration.get().getWebhooks().getFirst().getClientConfig().getCaBundle())
          .isEqualTo(authority);

      configuration.delete();
      certificates.serves();
      configuration.create();
      Awaitility.await()
          .atMost(Duration.ofSeconds(3))
          .untilAsserted(
              () -> {
                ValidatingWebhook entry = configuration.get().getWebhooks().getFirst();
                assertThat(entry.getClientConfig().getCaBundle()).isEqualTo(authority);
                assertThat(entry.getRules()).hasSize(4);
              });
    }
  }
}
