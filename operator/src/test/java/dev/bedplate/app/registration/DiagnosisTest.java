package dev.bedplate.app.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.reconcile.Effect;
import dev.bedplate.webhook.Heartbeat;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is concluded from the webhook configuration and the answer to a heartbeat. */
class DiagnosisTest {
  private static final Map<String, Map<String, String>> NAMESPACES =
      Map.of(
          "default", Map.of("kubernetes.io/metadata.name", "default"),
          "shop", Map.of("kubernetes.io/metadata.name", "shop", "stage", "production"));
  private static final ValidatingWebhookConfiguration REGISTERED =
      new WebhookRegistration(
              URI.create("https://127.0.0.1:9443/validate"),
              "",
              Duration.ofSeconds(5),
              List.of("kube-system"))
          .configuration();

  private static ValidatingWebhookConfiguration with(Consumer<ValidatingWebhookBuilder> change) {
    var webhook = new ValidatingWebhookBuilder(REGISTERED.getWebhooks().getFirst());
    change.accept(webhook);
    return new ValidatingWebhookConfigurationBuilder(REGISTERED)
        .withWebhooks(webhook.build())
        .build();
  }

  private static String of(ValidatingWebhookConfiguration configuration, Pulse pulse, Reach reach) {
    Effect effect =
        Diagnosis.of(Optional.of(configuration), NAMESPACES)
            .orElseGet(
                () ->
                    Diagnosis.of(
                        Diagnosis.webhook(configuration).orElseThrow(),
                        NAMESPACES,
                        pulse,
                        () -> reach));
    return switch (effect) {
      case Effect.InEffect(var leftOut) ->
          leftOut.isEmpty() ? "InEffect" : "InEffect without " + leftOut.keySet();
      case Effect.Lost(var reason, var message) -> "Lost " + reason + ": " + message;
      case Effect.Unknown(var reason, var message) -> "Unknown " + reason + ": " + message;
    };
  }

  private static String refused(Consumer<ValidatingWebhookBuilder> change) {
    return of(with(change), new Pulse.Refused(), new Reach.Answers());
  }

  private static String admitted(Consumer<ValidatingWebhookBuilder> change, Reach reach) {
    return of(with(change), new Pulse.Admitted(), reach);
  }

  @Test
  void S_34_what_the_webhook_refuses_is_in_effect() {
    assertThat(refused(_ -> {})).isEqualTo("InEffect");
  }

  @Test
  void S_34_a_configuration_that_is_not_there_or_without_the_webhook_asks_nobody() {
    assertThat(Diagnosis.of(Optional.empty(), NAMESPACES))
        .get()
        .asString()
        .contains("NotRegistered", "no ValidatingWebhookConfiguration bedplate");
    assertThat(refused(it -> it.withName("other.example"))).startsWith("Lost NotRegistered");
    assertThat(refused(it -> it.withRules())).startsWith("Lost NotActivated");
  }

  @Test
  void S_34_rules_that_leave_kinds_out_name_them() {
    assertThat(refused(it -> it.withRules(AskedAbout.rules().subList(1, 4))))
        .isEqualTo(
            "Lost KindsMissing: the rules of the webhook configuration leave out CREATE pods,"
                + " UPDATE pods, CREATE pods/ephemeralcontainers, UPDATE pods/ephemeralcontainers");
    assertThat(
            refused(
                it ->
                    it.editMatchingRule(rule -> rule.getApiGroups().contains("batch"))
                        .withOperations("CREATE")
                        .endRule()))
        .endsWith("leave out UPDATE jobs.batch, UPDATE cronjobs.batch");
    assertThat(
            refused(
                it ->
                    it.editMatchingRule(rule -> rule.getApiGroups().contains("apps"))
                        .withScope("Cluster")
                        .endRule()))
        .contains("CREATE deployments.apps");
  }

  @Test
  void rules_that_say_more_are_as_good() {
    assertThat(
            refused(
                it ->
                    it.withRules()
                        .addNewRule()
                        .withOperations("*")
                        .withApiGroups("*")
                        .withApiVersions("*")
                        .withResources("*/*")
                        .endRule()))
        .isEqualTo("InEffect");
    assertThat(refused(it -> it.editFirstRule().withResources("*").endRule()))
        .contains("leave out CREATE pods/ephemeralcontainers")
        .doesNotContain("CREATE pods,");
  }

  @Test
  void S_34_namespaces_that_nobody_has_are_asked_about_in_vain() {
    assertThat(
            refused(
                it ->
                    it.withNewNamespaceSelector()
                        .addToMatchLabels("stage", "none")
                        .endNamespaceSelector()))
        .startsWith("Lost NoNamespaceSelected");
    assertThat(
            refused(
                it ->
                    it.withNewNamespaceSelector()
                        .addToMatchLabels("stage", "production")
                        .endNamespaceSelector()))
        .isEqualTo("InEffect without [default]");
    assertThat(
            Diagnosis.of(
                Optional.of(
                    with(
                        it ->
                            it.withNewNamespaceSelector()
                                .addToMatchLabels("a", "b")
                                .endNamespaceSelector())),
                Map.of()))
        .as("before any namespace is known")
        .isEmpty();
  }

  @Test
  void S_34_what_others_narrow_is_not_known() {
    assertThat(
            refused(
                it -> it.withNewObjectSelector().addToMatchLabels("a", "b").endObjectSelector()))
        .startsWith("Unknown Narrowed")
        .endsWith("leaves objects out: objectSelector");
    assertThat(refused(it -> it.addNewMatchCondition("request.name != 'x'", "ours")))
        .endsWith("leaves objects out: matchConditions ours");
    assertThat(admitted(it -> it.addNewMatchCondition("false", "off"), new Reach.Answers()))
        .startsWith("Unknown Narrowed")
        .contains("matchConditions off");
    assertThat(admitted(it -> it.addNewMatchCondition("true", "on"), new Reach.Closed("refused")))
        .startsWith("Lost WebhookUnreachable");
  }

  @Test
  void S_34_of_what_was_admitted_a_look_from_here_says_why() {
    assertThat(
            admitted(
                it -> it.editClientConfig().withUrl("https://127.0.0.1:9443").endClientConfig(),
                new Reach.Answers()))
        .isEqualTo("Lost WrongPath: the API server calls /, the webhook serves /validate only");
    assertThat(
            admitted(
                it ->
                    it.withNewClientConfig()
                        .withNewService("bedplate-webhook", "ns", "/mutate", 443)
                        .endClientConfig(),
                new Reach.Unseen("no address")))
        .startsWith("Lost WrongPath");
    assertThat(admitted(_ -> {}, new Reach.Untrusted("PKIX")))
        .startsWith("Lost CertificateNotTrusted")
        .endsWith("PKIX");
    assertThat(admitted(_ -> {}, new Reach.Closed("Connection refused")))
        .startsWith("Lost WebhookUnreachable");
    assertThat(admitted(_ -> {}, new Reach.Unseen("no address")))
        .startsWith("Lost WebhookNotAnswering");
    assertThat(admitted(_ -> {}, new Reach.Answers())).startsWith("Lost WebhookNotAnswering");
  }

  /** Messages as kube-apiserver 1.36 gave them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tls: failed to verify certificate: x509: certificate signed by unknown authority | CertificateNotTrusted
          tls: failed to verify certificate: x509: certificate is valid for a, not b | CertificateNotTrusted
          unable to load root certificates: unable to parse bytes as PEM block | CertificateNotTrusted
          the server could not find the requested resource | WrongPath
          dial tcp 127.0.0.1:1: connect: connection refused | WebhookUnreachable
          no endpoints available for service "bedplate-webhook" | WebhookUnreachable
          service "bedplate-webhook" not found | WebhookUnreachable
          dial tcp: lookup nowhere.example: no such host | WebhookUnreachable
          an error on the server ("the policies were not read yet") has prevented the request from succeeding | WebhookNotAnswering
          context deadline exceeded | WebhookNotAnswering
          """)
  void S_34_with_Fail_the_API_server_says_why_itself(String words, Effect.Loss reason) {
    String message =
        "Internal error occurred: failed calling webhook \"validate.bedplate.dev\": failed to call webhook: "
            + words;
    Pulse pulse = Pulse.of(failure(500, message), Heartbeat.answer("q"));
    assertThat(of(REGISTERED, pulse, new Reach.Answers()))
        .startsWith("Lost " + reason + ": every workload is refused instead")
        .endsWith(words);
  }

  @Test
  void S_34_nobody_elses_refusal_is_taken_for_the_webhooks() {
    String denied = "admission webhook \"%s\" denied the request: ";
    assertThat(pulse(403, denied.formatted("validate.bedplate.dev") + Heartbeat.answer("q")))
        .isEqualTo("InEffect");
    assertThat(pulse(403, denied.formatted("validate.bedplate.dev") + Heartbeat.answer("p")))
        .startsWith("Unknown RefusedByOthers");
    assertThat(pulse(403, denied.formatted("other.example") + "label bedplate.dev/heartbeat=q"))
        .startsWith("Unknown RefusedByOthers");
    assertThat(
            pulse(500, "Internal error occurred: failed calling webhook \"other.example\": x509:"))
        .startsWith("Unknown RefusedByOthers");
    assertThat(pulse(422, "InspectedImage \"sha256-0\" is invalid: spec.facts: Required value"))
        .startsWith("Unknown RefusedByOthers");
  }

  @Test
  void S_34_who_cannot_ask_does_not_know() {
    assertThat(
            pulse(
                403,
                "inspectedimages.bedplate.dev is forbidden: User \"x\" cannot create resource"))
        .startsWith("Unknown NotPermitted");
    assertThat(pulse(401, "Unauthorized")).startsWith("Unknown NotPermitted");
    assertThat(pulse(503, "apiserver is shutting down")).startsWith("Unknown ApiServerSilent");
    assertThat(pulse(429, "too many requests")).startsWith("Unknown ApiServerSilent");
    assertThat(pulse(0, "connection refused")).startsWith("Unknown ApiServerSilent");
  }

  private static String pulse(int code, String message) {
    return of(
        REGISTERED, Pulse.of(failure(code, message), Heartbeat.answer("q")), new Reach.Answers());
  }

  private static KubernetesClientException failure(int code, String message) {
    return new KubernetesClientException(
        message, code, new StatusBuilder().withCode(code).withMessage(message).build());
  }
}
