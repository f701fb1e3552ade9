package dev.bedplate.app.registration;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code caBundle} of the webhook configuration: patched where it differs, nothing else. */
final class TrustedAuthorities {
  private final KubernetesClient client;

  TrustedAuthorities(KubernetesClient client) {
    this.client = client;
  }

  /** What became of it. */
  enum Outcome {
    UNCHANGED,
    PATCHED,
    NO_CONFIGURATION
  }

  /**
   * Makes every webhook of the configuration trust the authorities, PEM. Throws {@link
   * KubernetesClientException} when that cannot be done now.
   */
  Outcome trust(String caBundle) {
    Resource<ValidatingWebhookConfiguration> resource =
        client
            .admissionRegistration()
            .v1()
            .validatingWebhookConfigurations()
            .withName(WebhookRegistration.NAME);
    @Nullable ValidatingWebhookConfiguration configuration = resource.get();
    if (configuration == null) {
      return Outcome.NO_CONFIGURATION;
    }
    List<Map<String, String>> operations =
        operations(configuration.getWebhooks(), base64(caBundle));
    if (operations.isEmpty()) {
      return Outcome.UNCHANGED;
    }
    resource.patch(
        PatchContext.of(PatchType.JSON), client.getKubernetesSerialization().asJson(operations));
    return Outcome.PATCHED;
  }

  /** A patch by position, so that it says which webhook it means. */
  private static List<Map<String, String>> operations(
      List<ValidatingWebhook> webhooks, String caBundle) {
    var operations = new ArrayList<Map<String, String>>();
    for (int i = 0; i < webhooks.size(); i++) {
      ValidatingWebhook webhook = webhooks.get(i);
      if (!caBundle.equals(webhook.getClientConfig().getCaBundle())) {
        String at = "/webhooks/" + i;
        operations.add(Map.of("op", "test", "path", at + "/name", "value", webhook.getName()));
        operations.add(
            Map.of("op", "add", "path", at + "/clientConfig/caBundle", "value", caBundle));
      }
    }
    return operations;
  }

  static String base64(String pem) {
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
  }
}
