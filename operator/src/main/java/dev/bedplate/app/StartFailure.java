package dev.bedplate.app;

import dev.bedplate.cluster.UnansweredException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;

/** Says why a role could not start, in one line; pure. */
final class StartFailure {
  private StartFailure() {}

  /** The reason behind {@code failure}; JOSDK itself says only that something failed. */
  static String problem(String role, String server, Exception failure) {
    Throwable reason = failure;
    while (reason instanceof OperatorException && reason.getCause() != null) {
      reason = reason.getCause();
    }
    String why =
        reason instanceof KubernetesClientException unanswered
            ? UnansweredException.why(server, unanswered)
            : String.valueOf(reason.getMessage());
    return "the " + role + " cannot start: " + why;
  }
}
