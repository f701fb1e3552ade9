package dev.bedplate.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.bedplate.fault.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Passes the same warning of a library, and the same internal error, once a minute: while a server
 * cannot be reached, every watch and every request would say so at every attempt, and a bug would
 * for every image.
 */
final class Repetition extends Filter<ILoggingEvent> {
  private static final Duration QUIET = Duration.ofMinutes(1);
  private static final int MOST = 256;
  private final String ours;
  private final Map<Line, Instant> passed = new LinkedHashMap<>();

  /** Messages that differ in their arguments alone are the same. */
  private record Line(String logger, String pattern, String cause) {}

  /** A filter that passes all of the loggers below {@code ours}, but for internal errors. */
  Repetition(String ours) {
    this.ours = ours + ".";
  }

  @Override
  public FilterReply decide(ILoggingEvent event) {
    boolean fault = event.getLoggerName().equals(Faults.LOGGER);
    boolean library = event.getLevel() == Level.WARN && !event.getLoggerName().startsWith(ours);
    if (!fault && !library) {
      return FilterReply.NEUTRAL;
    }
    String cause = fault ? origin(event) : Outage.cause(event).orElse("");
    var line = new Line(event.getLoggerName(), String.valueOf(event.getMessage()), cause);
    return isDue(line, event.getInstant()) ? FilterReply.NEUTRAL : FilterReply.DENY;
  }

  /** What was thrown innermost, and where. */
  private static String origin(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    while (thrown != null && thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    if (thrown == null || thrown.getStackTraceElementProxyArray().length == 0) {
      return "";
    }
    return thrown.getClassName() + " " + thrown.getStackTraceElementProxyArray()[0];
  }

  private synchronized boolean isDue(Line line, Instant now) {
    @Nullable Instant last = passed.get(line);
    if (last != null && now.isBefore(last.plus(QUIET))) {
      return false;
    }
    passed.remove(line);
    passed.put(line, now);
    if (passed.size() > MOST) {
      passed.remove(passed.keySet().iterator().next());
    }
    return true;
  }
}
