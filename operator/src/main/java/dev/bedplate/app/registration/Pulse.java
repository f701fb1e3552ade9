package dev.bedplate.app.registration;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** What the API server answered to one heartbeat. */
sealed interface Pulse {
  /** The webhook refused it, as it must. */
  record Refused() implements Pulse {}

  /** It was admitted: the webhook was not asked, or not reached with {@code Ignore}. */
  record Admitted() implements Pulse {}

  /** The webhook was not reached, in the words of the API server, with {@code Fail}. */
  record Failed(String words) implements Pulse {}

  /** The operator may not ask. */
  record Forbidden(String words) implements Pulse {}

  /** The API server gave no answer. */
  record Silent(String words) implements Pulse {}

  /** Something else refused it. */
  record Other(String words) implements Pulse {}

  /** Where the two requests of a heartbeat go; both throw {@link KubernetesClientException}. */
  interface Line {
    /** The webhook configuration, if there is one. */
    Optional<ValidatingWebhookConfiguration> configuration();

    /** Asks {@code question}; returns when it was admitted. */
    void ask(String question);
  }

  private static String failed(String webhook) {
    return "failed calling webhook \"" + webhook + "\"";
  }

  /**
   * What a failure means.
   *
   * @param answer what the webhook says to the question
   */
  static Pulse of(KubernetesClientException e, String answer) {
    String said =
        e.getStatus() != null && e.getStatus().getMessage() != null
            ? e.getStatus().getMessage()
            : String.valueOf(e.getMessage());
    if (said.contains(answer)) {
      return new Refused();
    }
    if (said.contains(failed(WebhookRegistration.WEBHOOK))) {
      return new Failed(said);
    }
    if (e.getCode() == 401 || (e.getCode() == 403 && said.contains(" cannot "))) {
      return new Forbidden(said);
    }
    boolean another =
        said.contains("failed calling webhook") || said.contains("denied the request");
    return !another && (e.getCode() == 0 || e.getCode() == 429 || e.getCode() >= 500)
        ? new Silent(said)
        : new Other(said);
  }
}
