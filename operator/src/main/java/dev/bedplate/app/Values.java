package dev.bedplate.app;

import dev.bedplate.policy.Quantity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A mapping of the configuration file whose keys and values were found to fit the table. */
record Values(Map<?, ?> map) {
  Values section(String key) {
    return new Values(map.get(key) instanceof Map<?, ?> section ? section : Map.of());
  }

  List<Values> sections(String key) {
    return elements(key).map(element -> new Values((Map<?, ?>) element)).toList();
  }

  List<String> texts(String key) {
    return elements(key).map(Object::toString).toList();
  }

  @Nullable String text(String key) {
    Object value = map.get(key);
    return value == null ? null : value.toString();
  }

  @Nullable Path path(String key) {
    String text = text(key);
    return text == null ? null : Path.of(text);
  }

  Path path(String key, Path fallback) {
    Path path = path(key);
    return path == null ? fallback : path;
  }

  @Nullable Boolean flag(String key) {
    return map.get(key) instanceof Boolean flag ? flag : null;
  }

  int count(String key, int fallback) {
    return map.get(key) instanceof Integer count ? count : fallback;
  }

  double number(String key, double fallback) {
    return map.get(key) instanceof Number number ? number.doubleValue() : fallback;
  }

  long amount(String key, long fallback) {
    Object value = map.get(key);
    return value == null ? fallback : Quantity.parse(value.toString()).orElse(fallback);
  }

  /** The amount where an array must hold it: at most what a Java array can. */
  int arrayAmount(String key, int fallback) {
    return (int) Math.min(Integer.MAX_VALUE - 8, amount(key, fallback));
  }

  Duration duration(String key, Duration fallback) {
    String text = text(key);
    return text == null ? fallback : duration(text);
  }

  /** The constant whose name the file has in small letters. */
  <E extends Enum<E>> E word(String key, Class<E> type, E fallback) {
    String text = text(key);
    return text == null ? fallback : Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }

  private Stream<?> elements(String key) {
    return map.get(key) instanceof List<?> list ? list.stream() : Stream.of();
  }

  private static Duration duration(String text) {
    int digits = 0;
    while (Character.isDigit(text.charAt(digits))) {
      digits++;
    }
    long number = Long.parseLong(text.substring(0, digits));
    Function<Long, Duration> unit =
        switch (text.substring(digits)) {
          case "ms" -> Duration::ofMillis;
          case "s" -> Duration::ofSeconds;
          case "m" -> Duration::ofMinutes;
          case "h" -> Duration::ofHours;
          default -> throw new IllegalArgumentException("no duration: " + text);
        };
    return unit.apply(number);
  }
}
