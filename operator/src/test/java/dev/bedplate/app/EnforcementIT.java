package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.api.v1alpha1.BaseImagePolicy;
import dev.bedplate.api.v1alpha1.BaseImagePolicyStatus;
import dev.bedplate.app.registration.RegisteredConfiguration;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.webhook.tls.SelfSigned;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A policy says whether what it refuses is refused, as a real API server answers. */
@WithApiServer(fresh = true)
class EnforcementIT {
  private static final Duration PROMISED = Duration.ofSeconds(30);
  @AutoClose private static DemoOperator operator;
  private static KubernetesClient client;

  @BeforeAll
  static void open(ApiServer server) throws Exception {
    server.applyDefinitions();
    client = server.admin();
    operator = DemoOperator.start(client, "500ms", "", Clock.systemUTC());
    for (String mode : List.of("Enforce", "Audit")) {
      client
          .resource(
              """
              apiVersion: bedplate.dev/v1alpha1
              kind: BaseImagePolicy
              metadata: {name: %s}
              spec: {mode: %s, rules: {libc: {deny: [Musl]}}}
              """
                  .formatted(mode.toLowerCase(java.util.Locale.ROOT), mode))
          .create();
    }
    operator.register();
    awaitEnforcing("True Enforces");
  }

  private static RegisteredConfiguration configuration() {
    return new RegisteredConfiguration(client);
  }

  private static String enforcing(String policy) {
    BaseImagePolicyStatus status =
        client.resources(BaseImagePolicy.class).withName(policy).get().getStatus();
    return status == null
        ? ""
        : status.conditions().stream()
            .filter(it -> it.getType().equals("Enforcing"))
            .map(it -> it.getStatus() + " " + it.getReason() + ": " + it.getMessage())
            .findFirst()
            .orElse("");
  }

  private static void awaitEnforcing(String said) {
    await().atMost(PROMISED).untilAsserted(() -> assertThat(enforcing("enforce")).startsWith(said));
  }

  private static List<String> events(String policy) {
    return client.resources(Event.class).inAnyNamespace().list().getItems().stream()
        .filter(it -> policy.equals(it.getRegarding().getName()))
        .filter(it -> it.getReason().startsWith("Enforcement"))
        .map(it -> it.getType() + " " + it.getReason() + ": " + it.getNote())
        .toList();
  }

  private static Consumer<RegisteredConfiguration> edit(Consumer<WebhookClientConfig> change) {
    return it -> it.edit(change);
  }

  private static Arguments outage(String reason, Consumer<RegisteredConfiguration> begins) {
    return Arguments.of(reason, begins);
  }

  static Stream<Arguments> outages() {
    SelfSigned other = SelfSigned.generate(List.of("127.0.0.1"), Clock.systemUTC().instant());
    String bundle =
        Base64.getEncoder().encodeToString(other.caBundle().getBytes(StandardCharsets.US_ASCII));
    return Stream.of(
        outage("NamespacesLeftOut", it -> it.leaveOut("default")),
        outage("NotRegistered", RegisteredConfiguration::delete),
        outage("CertificateNotTrusted", edit(it -> it.setCaBundle(bundle))),
        outage("WebhookUnreachable", edit(it -> it.setUrl("https://127.0.0.1:1/validate"))),
        outage("WrongPath", edit(it -> it.setUrl(it.getUrl().replaceFirst("/validate$", "")))));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void S_34_an_outage_is_told_with_its_reason_and_that_it_is_over(
      String reason, Consumer<RegisteredConfiguration> begins) {
    begins.accept(configuration());
    awaitEnforcing("False " + reason + ": violations are not refused");
    String lost = enforcing("enforce").replace("False " + reason, "Warning EnforcementLost");
    assertThat(enforcing("audit")).startsWith("False Audits");

    operator.register();
    awaitEnforcing("True Enforces: violations are refused");
    await()
        .untilAsserted(
            () ->
                assertThat(events("enforce"))
                    .contains(lost, "Normal EnforcementRestored: violations are refused"));
    assertThat(events("audit")).isEmpty();
  }

  @Test
  void S_34_with_Fail_the_API_servers_own_words_are_told() {
    operator.register("Fail");
    configuration().edit(it -> it.setUrl("https://127.0.0.1:1/validate"));
    awaitEnforcing("False WebhookUnreachable: ");
    assertThat(enforcing("enforce")).contains("failurePolicy is Fail", "connection refused");
    operator.register("Ignore");
    awaitEnforcing("True Enforces");
  }

  @Test
  void a_heartbeat_leaves_nothing_behind() {
    assertThat(
            client
                .genericKubernetesResources("bedplate.dev/v1alpha1", "InspectedImage")
                .list()
                .getItems())
        .isEmpty();
  }
}
