package dev.bedplate.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Warnings that a server did not answer or refused: which one and why is all there is to know, the
 * stack is always that of the client. Errors, and what anything else throws, keep their stack.
 */
final class Outage {
  private static final String KUBERNETES = "io.fabric8.kubernetes.client.KubernetesClientException";

  private static final int MOST_CAUSES = 4;

  private Outage() {}

  /** The cause in one line, of a warning that is about an outage. */
  static Optional<String> cause(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    if (event.getLevel() != Level.WARN || thrown == null) {
      return Optional.empty();
    }
    while (wraps(thrown)) {
      thrown = thrown.getCause();
    }
    return unanswered(thrown) ? Optional.of(lines(thrown)) : Optional.empty();
  }

  private static boolean wraps(IThrowableProxy thrown) {
    String type = thrown.getClassName();
    return thrown.getCause() != null
        && (type.equals(CompletionException.class.getName())
            || type.equals(ExecutionException.class.getName()));
  }

  private static boolean unanswered(IThrowableProxy thrown) {
    return thrown.getClassName().equals(KUBERNETES)
        || (thrown instanceof ThrowableProxy proxy && proxy.getThrowable() instanceof IOException);
  }

  /**
   * The exception and what is behind it: that of the client often says only which request failed.
   */
  private static String lines(IThrowableProxy thrown) {
    StringBuilder lines = new StringBuilder(line(thrown));
    IThrowableProxy cause = thrown.getCause();
    for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
      String text = cause.getMessage();
      if (text == null || lines.indexOf(text) < 0) {
        lines.append(": ").append(line(cause));
      }
      cause = cause.getCause();
    }
    return lines.toString();
  }

  private static String line(IThrowableProxy thrown) {
    String type = thrown.getClassName();
    String name = type.substring(type.lastIndexOf('.') + 1);
    return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
  }
}
