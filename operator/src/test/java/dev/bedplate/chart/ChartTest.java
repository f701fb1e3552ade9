package dev.bedplate.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {
  @Test
  void helm_finds_nothing_to_say_about_it_but_that_it_has_no_icon() {
    var lint = new Helm(Chart.FOLDER).lint().strict().call();

    assertThat(lint.isFailed()).as(lint.getMessages().toString()).isFalse();
    assertThat(lint.getMessages()).containsExactly("[INFO] Chart.yaml: icon is recommended");
  }

  @Test
  void each_role_is_a_deployment_of_the_one_image_with_an_account_of_its_own() {
    Rendered chart = Chart.rendered("image: {repository: registry.example/ours, tag: '7'}");

    for (String role : List.of("controller", "webhook")) {
      Deployment deployment = chart.one(Deployment.class, "bedplate-" + role);
      assertThat(container(deployment).getImage()).isEqualTo("registry.example/ours:7");
      assertThat(container(deployment).getArgs())
          .containsExactly(role, "--config", "/etc/bedplate/config.yaml");
      assertThat(deployment.getSpec().getTemplate().getSpec().getServiceAccountName())
          .isEqualTo("bedplate-" + role);
      assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
          .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels())
          .containsEntry("app.kubernetes.io/component", role);
    }
  }

  @Test
  void without_a_tag_the_image_is_the_one_of_the_charts_version_and_a_digest_wins() {
    String digest = "sha256:" + "a".repeat(64);

    assertThat(image("image: {}")).endsWith("/bedplate:0.1.0");
    assertThat(image("image: {tag: '7', digest: '" + digest + "'}"))
        .endsWith("/bedplate@" + digest);
  }

  @Test
  void the_grace_of_a_webhook_lasts_for_the_drain_and_the_last_review() {
    int drain = 10;
    int timeout = 30;
    var webhook =
        Chart.rendered("webhook: {timeoutSeconds: 30}").one(Deployment.class, "bedplate-webhook");

    assertThat(webhook.getSpec().getTemplate().getSpec().getTerminationGracePeriodSeconds())
        .isGreaterThan(drain + timeout + 1);
  }

  @Test
  void a_single_replica_has_no_disruption_budget() {
    assertThat(names(PodDisruptionBudget.class, ""))
        .containsExactly("bedplate-controller", "bedplate-webhook");
    assertThat(names(PodDisruptionBudget.class, "controller: {replicas: 1}"))
        .containsExactly("bedplate-webhook");
  }

  @Test
  void a_changed_configuration_replaces_the_pods() {
    assertThat(checksum("config: {log: {level: debug}}")).isNotEqualTo(checksum(""));
  }

  @Test
  void the_definitions_can_be_left_out_or_given_up_with_the_release() {
    assertThat(Chart.rendered("crds: {install: false}").all(CustomResourceDefinition.class))
        .isEmpty();
    assertThat(Chart.rendered("crds: {keep: false}").all(CustomResourceDefinition.class))
        .hasSize(3)
        .noneMatch(ChartTest::kept);
    assertThat(Chart.rendered("").all(CustomResourceDefinition.class)).allMatch(ChartTest::kept);
  }

  @Test
  void labels_of_the_values_are_on_every_object() {
    assertThat(Chart.rendered("labels: {team: platform}").objects())
        .allSatisfy(
            object ->
                assertThat(object.getMetadata().getLabels())
                    .containsEntry("team", "platform")
                    .containsEntry("app.kubernetes.io/name", "bedplate"));
  }

  private static boolean kept(HasMetadata object) {
    var annotations = object.getMetadata().getAnnotations();
    return annotations != null && "keep".equals(annotations.get("helm.sh/resource-policy"));
  }

  private static <T extends HasMetadata> List<String> names(Class<T> type, String values) {
    return Chart.rendered(values).all(type).stream()
        .map(object -> object.getMetadata().getName())
        .sorted()
        .toList();
  }

  private static String checksum(String values) {
    return String.valueOf(
        Chart.rendered(values)
            .one(Deployment.class, "bedplate-webhook")
            .getSpec()
            .getTemplate()
            .getMetadata()
            .getAnnotations()
            .get("checksum/config"));
  }

  private static String image(String values) {
    return container(Chart.rendered(values).one(Deployment.class, "bedplate-webhook")).getImage();
  }

  private static Container container(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
  }
}
