package dev.bedplate.reconcile;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;

/** What it means that the API server did not take a change of an object. */
enum Refusal {
  /** The object or its namespace is going or gone; nobody needs the change. */
  Gone,
  /** The object cannot take the change: too many bytes, or not valid with it. */
  TooMuch,
  /** The same change may be taken later. */
  ForNow;

  private static final String TERMINATING = "NamespaceTerminating";

  /** The one of etcd comes as an internal error. */
  private static final String TOO_LARGE = "too large";

  static Refusal of(KubernetesClientException answer) {
    return switch (answer.getCode()) {
      case 404, 410 -> Gone;
      case 400, 413, 422 -> TooMuch;
      case 403 -> terminating(answer) ? Gone : ForNow;
      case 500 -> String.valueOf(answer.getMessage()).contains(TOO_LARGE) ? TooMuch : ForNow;
      default -> ForNow;
    };
  }

  private static boolean terminating(KubernetesClientException answer) {
    return Optional.ofNullable(answer.getStatus())
        .map(Status::getDetails)
        .map(StatusDetails::getCauses)
        .orElse(List.of())
        .stream()
        .anyMatch(it -> TERMINATING.equals(it.getReason()));
  }
}
