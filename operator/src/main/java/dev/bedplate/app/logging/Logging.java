package dev.bedplate.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.OutputStream;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The log of a process that runs in a cluster. Commands never call this: without it nothing but
 * errors is written.
 */
public final class Logging {
  /** Warns of every API in alpha, which ours is. */
  private static final String UNSTABLE_VERSIONS =
      "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils";

  static final String OURS = "dev.bedplate";

  private Logging() {}

  /**
   * From now on writes to {@code out}, which is never closed. Libraries, those that log by way of
   * the JDK included, are heard from {@code WARN}: below it they may show bodies and secrets.
   *
   * @param level the least severe that Bedplate itself writes
   */
  public static void start(LogFormat format, org.slf4j.event.Level level, OutputStream out) {
    configure((LoggerContext) LoggerFactory.getILoggerFactory(), format, level, out);
    LogManager.getLogManager().reset();
    java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
    SLF4JBridgeHandler.install();
  }

  static void configure(
      LoggerContext context, LogFormat format, org.slf4j.event.Level level, OutputStream out) {
    context.reset();
    var appender = new LineAppender(lines(format), out);
    appender.setContext(context);
    var repetition = new Repetition(OURS);
    repetition.start();
    appender.addFilter(repetition);
    appender.start();
    Level ours = Level.convertAnSLF4JLevel(level);
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(ours.isGreaterOrEqual(Level.WARN) ? ours : Level.WARN);
    root.addAppender(appender);
    context.getLogger(OURS).setLevel(ours);
    context.getLogger(UNSTABLE_VERSIONS).setLevel(Level.ERROR);
  }

  private static LineFormat lines(LogFormat format) {
    return switch (format) {
      case JSON -> new JsonLine();
      case TEXT -> new TextLine();
    };
  }
}
