package dev.bedplate.app.registration;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchCondition;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * The webhook configuration for a server at a URL, as the chart writes it for one behind a Service.
 *
 * @param url what the API server calls
 * @param caBundle the authorities of the server's certificate, PEM
 * @param timeout what the API server waits, in whole seconds from 1 to 30
 * @param excludedNamespaces whose objects are never sent
 */
public record WebhookRegistration(
    URI url, String caBundle, Duration timeout, Collection<String> excludedNamespaces) {
  /** The name of the configuration. */
  static final String NAME = "bedplate";

  /** The name of its only webhook. */
  static final String WEBHOOK = "validate.bedplate.dev";

  /** The field manager of what the operator writes in it. */
  static final String MANAGER = "bedplate";

  /** Which of the requests that the rules name are asked about. */
  static final List<MatchCondition> CONDITIONS =
      List.of(
          new MatchCondition(
              "request.operation != 'UPDATE' || object.spec != oldObject.spec", "spec-changes"),
          new MatchCondition(
              "request.resource.group != 'bedplate.dev' || request.name.matches('^sha256-0+$')",
              "heartbeats"));

  public WebhookRegistration {
    excludedNamespaces = excludedNamespaces.stream().sorted().distinct().toList();
  }

  /** The host that a certificate for {@code url} must name. */
  public static String host(URI url) {
    String host = url.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The configuration as an object. */
  public ValidatingWebhookConfiguration configuration() {
    return new ValidatingWebhookConfigurationBuilder()
        .withNewMetadata()
        .withName(NAME)
        .addToLabels("app.kubernetes.io/name", "bedplate")
        .endMetadata()
        .addNewWebhook()
        .withName(WEBHOOK)
        .withAdmissionReviewVersions("v1")
        .withNewClientConfig()
        .withUrl(url.toString())
        .withCaBundle(base64(caBundle))
        .endClientConfig()
        .withFailurePolicy("Ignore")
        .withTimeoutSeconds(Math.toIntExact(timeout.toSeconds()))
        .withMatchPolicy("Equivalent")
        .withSideEffects("NoneOnDryRun")
        .withNamespaceSelector(namespaces())
        .withMatchConditions(CONDITIONS)
        .withRules(AskedAbout.rules())
        .endWebhook()
        .build();
  }

  /** Writes it, whoever wrote one before; throws {@link KubernetesClientException}. */
  public void apply(KubernetesClient client) {
    client.resource(configuration()).fieldManager(MANAGER).forceConflicts().serverSideApply();
  }

  static String base64(String pem) {
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
  }

  private LabelSelector namespaces() {
    return excludedNamespaces.isEmpty()
        ? new LabelSelector()
        : new LabelSelectorBuilder()
            .addNewMatchExpression()
            .withKey("kubernetes.io/metadata.name")
            .withOperator("NotIn")
            .withValues(List.copyOf(excludedNamespaces))
            .endMatchExpression()
            .build();
  }
}
