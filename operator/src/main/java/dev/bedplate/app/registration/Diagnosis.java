package dev.bedplate.app.registration;

import dev.bedplate.reconcile.Effect;
import dev.bedplate.reconcile.Effect.Doubt;
import dev.bedplate.reconcile.Effect.Loss;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a heartbeat and the webhook configuration say together; pure. */
final class Diagnosis {
  /**
   * What the API server says of a call that failed, as Go's libraries put it, and what it means.
   */
  private static final List<Map.Entry<String, Loss>> WORDS =
      List.of(
          Map.entry("x509:", Loss.CertificateNotTrusted),
          Map.entry("tls:", Loss.CertificateNotTrusted),
          Map.entry("root certificates", Loss.CertificateNotTrusted),
          Map.entry("could not find the requested resource", Loss.WrongPath),
          Map.entry("no endpoints available", Loss.WebhookUnreachable),
          Map.entry("no service port", Loss.WebhookUnreachable),
          Map.entry("service \"", Loss.WebhookUnreachable),
          Map.entry("connection refused", Loss.WebhookUnreachable),
          Map.entry("connection reset", Loss.WebhookUnreachable),
          Map.entry("no route to host", Loss.WebhookUnreachable),
          Map.entry("network is unreachable", Loss.WebhookUnreachable),
          Map.entry("no such host", Loss.WebhookUnreachable));

  private static final Effect NOT_REGISTERED =
      new Effect.Lost(
          Loss.NotRegistered,
          "there is no ValidatingWebhookConfiguration "
              + WebhookRegistration.NAME
              + " with the webhook "
              + WebhookRegistration.WEBHOOK);

  private Diagnosis() {}

  /**
   * What can be told from the configuration alone.
   *
   * @param namespaces the labels of those that may be judged by name; empty while not known
   */
  static Optional<Effect> of(
      Optional<ValidatingWebhookConfiguration> configuration,
      Map<String, Map<String, String>> namespaces) {
    Optional<ValidatingWebhook> webhook = configuration.flatMap(Diagnosis::webhook);
    if (webhook.isEmpty()) {
      return Optional.of(NOT_REGISTERED);
    }
    if (webhook.get().getRules().isEmpty()) {
      return lost(
          Loss.NotActivated,
          "the webhook configuration has no rules yet: no replica of the webhook has served since"
              + " it was made");
    }
    List<String> missing = AskedAbout.missing(webhook.get().getRules());
    if (!missing.isEmpty()) {
      return lost(
          Loss.KindsMissing,
          "the rules of the webhook configuration leave out " + String.join(", ", missing));
    }
    return namespaces.isEmpty()
            || Selection.leftOut(webhook.get(), namespaces).size() < namespaces.size()
        ? Optional.empty()
        : lost(
            Loss.NoNamespaceSelected,
            "the namespaceSelector of the webhook configuration selects no namespace that there"
                + " is");
  }

  private static Optional<Effect> lost(Loss reason, String message) {
    return Optional.of(new Effect.Lost(reason, message));
  }

  /** The operator's webhook. */
  static Optional<ValidatingWebhook> webhook(ValidatingWebhookConfiguration configuration) {
    return configuration.getWebhooks().stream()
        .filter(it -> WebhookRegistration.WEBHOOK.equals(it.getName()))
        .findFirst();
  }

  /**
   * What a heartbeat tells beyond that.
   *
   * @param reach asked only where the API server did not say why
   */
  static Effect of(
      ValidatingWebhook webhook,
      Map<String, Map<String, String>> namespaces,
      Pulse pulse,
      Supplier<Reach> reach) {
    String narrowing = Selection.narrowing(webhook);
    return switch (pulse) {
      case Pulse.Refused _ ->
          narrowing.isEmpty()
              ? new Effect.InEffect(Selection.leftOut(webhook, namespaces))
              : new Effect.Unknown(
                  Doubt.Narrowed, "the webhook configuration leaves objects out: " + narrowing);
      case Pulse.Admitted _ -> admitted(narrowing, unanswered(webhook, reach.get()));
      case Pulse.Failed(var words) -> failed(webhook, words, reach);
      case Pulse.Forbidden(var words) -> new Effect.Unknown(Doubt.NotPermitted, words);
      case Pulse.Silent(var words) -> new Effect.Unknown(Doubt.ApiServerSilent, words);
      case Pulse.Other(var words) -> new Effect.Unknown(Doubt.RefusedByOthers, words);
    };
  }

  private static Effect admitted(String narrowing, Effect.Lost lost) {
    return narrowing.isEmpty() || lost.reason() != Loss.WebhookNotAnswering
        ? lost
        : new Effect.Unknown(
            Doubt.Narrowed,
            "the API server does not ask about the heartbeat, perhaps because the webhook"
                + " configuration leaves objects out: "
                + narrowing);
  }

  private static Effect failed(ValidatingWebhook webhook, String words, Supplier<Reach> reach) {
    Loss reason =
        WORDS.stream()
            .filter(it -> words.contains(it.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseGet(() -> unanswered(webhook, reach.get()).reason());
    return new Effect.Lost(
        reason, "every workload is refused instead, because failurePolicy is Fail: " + words);
  }

  private static Effect.Lost unanswered(ValidatingWebhook webhook, Reach reach) {
    String path = Reach.path(webhook.getClientConfig());
    if (!path.equals(WebhookAddress.PATH)) {
      return new Effect.Lost(
          Loss.WrongPath,
          "the API server calls " + path + ", the webhook serves " + WebhookAddress.PATH + " only");
    }
    return switch (reach) {
      case Reach.Untrusted(var problem) ->
          new Effect.Lost(
              Loss.CertificateNotTrusted,
              "the caBundle of the webhook configuration does not fit the certificate that is"
                  + " served: "
                  + problem);
      case Reach.Closed(var problem) ->
          new Effect.Lost(
              Loss.WebhookUnreachable, "nobody answers where the API server calls: " + problem);
      case Reach.Unseen(var problem) ->
          new Effect.Lost(
              Loss.WebhookNotAnswering,
              "the API server gets no answer of the webhook, and from here it cannot be seen why: "
                  + problem);
      case Reach.Answers _ ->
          new Effect.Lost(
              Loss.WebhookNotAnswering,
              "the API server gets no answer of the webhook, which can be reached from here; its log"
                  + " may say why");
    };
  }
}
