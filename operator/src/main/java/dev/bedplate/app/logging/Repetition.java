package dev.bedplate.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Passes the same warning of a library once a minute: while a server cannot be reached, every watch
 * and every request would say so at every attempt.
 */
final class Repetition extends Filter<ILoggingEvent> {
  private static final Duration QUIET = Duration.ofMinutes(1);
  private static final int MOST = 256;
  private final String ours;
  private final Map<Warning, Instant> passed = new LinkedHashMap<>();

  /** Messages that differ in their arguments alone are the same. */
  private record Warning(String logger, String pattern, String cause) {}

  /** A filter that passes all of the loggers below {@code ours}. */
  Repetition(String ours) {
    this.ours = ours + ".";
  }

  @Override
  public FilterReply decide(ILoggingEvent event) {
    if (event.getLevel() != Level.WARN || event.getLoggerName().startsWith(ours)) {
      return FilterReply.NEUTRAL;
    }
    var warning =
        new Warning(
            event.getLoggerName(),
            String.valueOf(event.getMessage()),
            Outage.cause(event).orElse(""));
    return isDue(warning, event.getInstant()) ? FilterReply.NEUTRAL : FilterReply.DENY;
  }

  private synchronized boolean isDue(Warning warning, Instant now) {
    @Nullable Instant last = passed.get(warning);
    if (last != null && now.isBefore(last.plus(QUIET))) {
      return false;
    }
    passed.remove(warning);
    passed.put(warning, now);
    if (passed.size() > MOST) {
      passed.remove(passed.keySet().iterator().next());
    }
    return true;
  }
}
