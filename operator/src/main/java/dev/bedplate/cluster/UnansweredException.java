package dev.bedplate.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The API server did not answer a question; the message is one line: which, where and why. */
public final class UnansweredException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 500;
  private static final int MOST_CAUSES = 20;

  private UnansweredException(String message, Throwable cause) {
    super(message, cause);
  }

  static UnansweredException of(String question, String server, KubernetesClientException cause) {
    return new UnansweredException(question + " cannot be read: " + why(server, cause), cause);
  }

  /** Why {@code server} did not answer, one line. */
  public static String why(String server, KubernetesClientException cause) {
    return switch (cause.getCode()) {
      case 401 -> server + " does not accept the credentials of the kubeconfig (401)";
      case 403 -> "forbidden: " + said(cause);
      default -> cause.getCode() > 0 ? cause.getCode() + ": " + said(cause) : gone(server, cause);
    };
  }

  private static String said(KubernetesClientException cause) {
    @Nullable String status = cause.getStatus() == null ? null : cause.getStatus().getMessage();
    return line(status == null ? String.valueOf(cause.getMessage()) : status);
  }

  private static String gone(String server, KubernetesClientException cause) {
    List<Throwable> causes =
        Stream.<Throwable>iterate(cause, Objects::nonNull, Throwable::getCause)
            .limit(MOST_CAUSES)
            .toList();
    return "the API server " + server + " cannot be reached: " + line(problem(causes));
  }

  /**
   * The JDK's client says nothing of a connection that is refused, or of a host without address.
   */
  private static String problem(List<Throwable> causes) {
    Throwable root = causes.getLast();
    if (root instanceof UnresolvedAddressException) {
      return "its host name has no address";
    }
    if (root.getMessage() != null) {
      return root.getMessage();
    }
    return causes.stream().anyMatch(ConnectException.class::isInstance)
        ? "connection refused"
        : root.getClass().getSimpleName();
  }

  private static String line(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
