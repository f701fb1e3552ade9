package dev.bedplate.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.app.registration.WebhookRegistration;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart tells the API server, and where the certificate comes from. */
class WebhookConfigurationTest {
  private static final String PEM =
      "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

  @Test
  void installing_changes_nothing_until_somebody_says_so() {
    ValidatingWebhook webhook = webhook("");

    assertThat(webhook.getFailurePolicy()).isEqualTo("Ignore");
    assertThat(webhook.getTimeoutSeconds()).isEqualTo(5);
    assertThat(webhook.getSideEffects()).isEqualTo("NoneOnDryRun");
    assertThat(webhook.getMatchPolicy()).isEqualTo("Equivalent");
    assertThat(webhook.getClientConfig().getService().getNamespace()).isEqualTo(Chart.NAMESPACE);
    assertThat(webhook.getClientConfig().getService().getPath()).isEqualTo("/validate");
    assertThat(webhook.getClientConfig().getCaBundle()).isNull();
  }

  @Test
  void S_03_every_kind_and_subresource_that_sets_images_is_named() {
    assertThat(itself().configuration().getWebhooks().getFirst().getRules())
        .filteredOn(rule -> !rule.getApiGroups().contains("bedplate.dev"))
        .allMatch(rule -> rule.getOperations().contains("CREATE"))
        .allMatch(rule -> rule.getOperations().contains("UPDATE"))
        .hasSize(3)
        .flatExtracting(RuleWithOperations::getResources)
        .containsExactlyInAnyOrder(
            "pods",
            "pods/ephemeralcontainers",
            "deployments",
            "statefulsets",
            "daemonsets",
            "replicasets",
            "jobs",
            "cronjobs");
  }

  @Test
  void S_38_the_chart_says_neither_what_is_asked_nor_who_is_trusted() {
    assertThat(Chart.text("webhook: {failurePolicy: Fail}"))
        .doesNotContain("caBundle:")
        .doesNotContain("ephemeralcontainers");
    assertThat(webhook("webhook: {failurePolicy: Fail}").getRules()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/validate"})
  void a_url_takes_the_place_of_the_service(String path) {
    ValidatingWebhook webhook =
        webhook("webhook: {url: 'https://bedplate.example%s'}".formatted(path));

    assertThat(webhook.getClientConfig().getUrl()).isEqualTo("https://bedplate.example/validate");
    assertThat(webhook.getClientConfig().getService()).isNull();
  }

  @Test
  void S_30_namespaces_that_are_never_judged_are_not_asked_about() {
    ValidatingWebhook webhook =
        webhook(
            """
            config: {namespaces: {exclude: [monitoring, kube-system]}}
            webhook:
              namespaceSelector:
                matchLabels: {stage: production}
                matchExpressions: [{key: legacy, operator: DoesNotExist}]
            """);

    assertThat(webhook.getNamespaceSelector().getMatchLabels())
        .containsOnly(Map.entry("stage", "production"));
    assertThat(webhook.getNamespaceSelector().getMatchExpressions())
        .containsExactly(
            new LabelSelectorRequirement("legacy", "DoesNotExist", List.of()),
            new LabelSelectorRequirement(
                "kubernetes.io/metadata.name",
                "NotIn",
                List.of("bedplate-system", "kube-node-lease", "kube-system", "monitoring")));
  }

  @Test
  void an_existing_secret_is_mounted_where_the_configuration_looks_for_it() {
    Rendered chart =
        Chart.rendered(
            "webhook: {certificate: {mode: secret, secretName: ours, caBundle: \"%s\"}}"
                .formatted(PEM.replace("\n", "\\n")));

    var pod = chart.one(Deployment.class, "bedplate-webhook").getSpec().getTemplate().getSpec();
    assertThat(pod.getVolumes())
        .anyMatch(v -> v.getSecret() != null && v.getSecret().getSecretName().equals("ours"));
    assertThat(pod.getContainers().getFirst().getVolumeMounts())
        .anyMatch(mount -> mount.getMountPath().equals("/etc/bedplate/tls"));
    assertThat(pod.getContainers().getFirst().getVolumeMounts())
        .anyMatch(
            mount ->
                mount.getMountPath().equals("/etc/bedplate/ca.crt")
                    && "ca.crt".equals(mount.getSubPath()));
    assertThat(chart.one(ConfigMap.class, "bedplate").getData())
        .containsEntry("ca.crt", PEM)
        .hasEntrySatisfying(
            "config.yaml", it -> assertThat(it).contains("authority: /etc/bedplate/ca.crt"));
  }

  @Test
  void the_operator_registers_itself_as_the_chart_does() {
    ValidatingWebhook registered = itself().configuration().getWebhooks().getFirst();
    assertThat(registered.getClientConfig().getCaBundle()).isNotNull();
    registered.getClientConfig().setCaBundle(null);
    registered.setRules(List.of());

    assertThat(registered).isEqualTo(webhook("webhook: {url: https://bedplate.example/validate}"));
  }

  private static WebhookRegistration itself() {
    return new WebhookRegistration(
        URI.create("https://bedplate.example/validate"),
        PEM,
        Duration.ofSeconds(5),
        List.of("bedplate-system", "kube-node-lease", "kube-system"));
  }

  private static ValidatingWebhook webhook(String values) {
    return Chart.rendered(values)
        .one(ValidatingWebhookConfiguration.class, "bedplate")
        .getWebhooks()
        .getFirst();
  }
}
