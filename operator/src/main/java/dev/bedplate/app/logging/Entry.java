package dev.bedplate.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * An event of the log, reduced to what is written and to bounded length.
 *
 * @param fields key-values; numbers and booleans stay what they are, everything else is text
 * @param exception with its causes; null for none
 */
record Entry(
    String time,
    String level,
    String logger,
    String thread,
    String message,
    Map<String, Object> fields,
    @Nullable String exception) {
  /** RFC 3339, UTC. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private static final Set<String> TAKEN =
      Set.of("time", "level", "logger", "thread", "message", "exception");
  private static final int MAX_NAME = 128;
  private static final int MAX_MESSAGE = 4096;
  private static final int MAX_VALUE = 2048;
  private static final int MAX_FIELDS = 32;
  private static final int MAX_EXCEPTION = 8192;

  static Entry of(ILoggingEvent event) {
    String message = String.valueOf(event.getFormattedMessage());
    Optional<String> outage = Outage.cause(event);
    return new Entry(
        TIME.format(event.getInstant()),
        event.getLevel().toString(),
        Clip.end(event.getLoggerName(), MAX_NAME),
        Clip.end(event.getThreadName(), MAX_NAME),
        Clip.end(outage.map(cause -> message + ": " + cause).orElse(message), MAX_MESSAGE),
        fields(event.getKeyValuePairs()),
        outage.isPresent() ? null : exception(event.getThrowableProxy()));
  }

  private static @Nullable String exception(@Nullable IThrowableProxy thrown) {
    return thrown == null
        ? null
        : Clip.middle(ThrowableProxyUtil.asString(thrown).strip(), MAX_EXCEPTION);
  }

  /** The first value of each key; a key that means something else gets an underscore. */
  private static Map<String, Object> fields(@Nullable List<KeyValuePair> pairs) {
    if (pairs == null) {
      return Map.of();
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    for (KeyValuePair pair : pairs.subList(0, Math.min(pairs.size(), MAX_FIELDS))) {
      String key = Clip.end(String.valueOf(pair.key), MAX_NAME);
      fields.putIfAbsent(TAKEN.contains(key) ? key + "_" : key, value(pair.value));
    }
    return fields;
  }

  private static Object value(@Nullable Object value) {
    return switch (value) {
      case Boolean flag -> flag;
      case Integer number -> number;
      case Long number -> number;
      case null, default -> Clip.end(text(value), MAX_VALUE);
    };
  }

  /** As SLF4J does with arguments, a value that cannot be written costs nothing but itself. */
  private static String text(@Nullable Object value) {
    try {
      return String.valueOf(value);
    } catch (RuntimeException e) {
      return "[FAILED toString()]";
    }
  }
}
