package dev.bedplate.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The API server did not answer a question; the message is one line: which, where and why. */
public final class UnansweredException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 500;

  private UnansweredException(String message, Throwable cause) {
    super(message, cause);
  }

  static UnansweredException of(String question, String server, KubernetesClientException cause) {
    String why =
        switch (cause.getCode()) {
          case 401 -> server + " does not accept the credentials of the kubeconfig (401)";
          case 403 -> "forbidden: " + said(cause);
          default ->
              cause.getCode() > 0 ? cause.getCode() + ": " + said(cause) : gone(server, cause);
        };
    return new UnansweredException(question + " cannot be read: " + why, cause);
  }

  private static String said(KubernetesClientException cause) {
    @Nullable String status = cause.getStatus() == null ? null : cause.getStatus().getMessage();
    return line(status == null ? String.valueOf(cause.getMessage()) : status);
  }

  private static String gone(String server, KubernetesClientException cause) {
    Throwable root = cause;
    for (Throwable next = root.getCause(); next != null; next = root.getCause()) {
      root = next;
    }
    String text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return "the API server " + server + " cannot be reached: " + line(text);
  }

  private static String line(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
