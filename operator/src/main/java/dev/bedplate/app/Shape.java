package dev.bedplate.app;

import dev.bedplate.image.Platform;
import dev.bedplate.policy.Quantity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a value of the configuration file must look like, and what it then means. */
sealed interface Shape<T> {
  /** The first place under {@code path} where {@code value} does not fit. */
  Optional<Misfit> misfit(String path, Object value);

  /** What fits, in words. */
  String right();

  /** What a value means that fits. */
  T value(Object value);

  /** A wrong place and what would be right there. */
  record Misfit(String path, String problem) {}

  Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  Shape<String> TEXT = text(text -> text);
  Shape<Path> FILE = text(Path::of);
  Shape<Boolean> FLAG =
      new Scalar<>("true or false", v -> v instanceof Boolean, Boolean.class::cast);
  Shape<Integer> COUNT = whole("a whole number from 1", 1, Integer.MAX_VALUE, it -> it);
  Shape<Integer> PORT = whole("a port from 0 to 65535", 0, 65535, it -> it);
  Shape<Duration> TIMEOUT = whole("seconds from 1 to 30", 1, 30, Duration::ofSeconds);
  Shape<Double> RATE =
      new Scalar<>(
          "a number from 0",
          v -> v instanceof Number n && n.doubleValue() >= 0,
          v -> ((Number) v).doubleValue());
  Shape<Duration> TIME =
      new Scalar<>(
          "a duration such as 10s, 5m or 1h",
          v -> v instanceof String s && DURATION.matcher(s).matches(),
          Shape::duration);
  Shape<Long> AMOUNT = amount(it -> it);

  /** An amount where an array must hold it: at most what a Java array can. */
  Shape<Integer> ARRAY_AMOUNT = amount(it -> (int) Math.min(Integer.MAX_VALUE - 8, it));

  Shape<Platform> PLATFORM =
      new Scalar<>(
          "os/architecture[/variant]",
          v -> v instanceof String s && Platform.parse(s).isPresent(),
          v -> Platform.parse(v.toString()).orElseThrow());

  Shape<String> NO_REPORTS =
      new Scalar<>("none, as no reports are written yet", "none"::equals, Object::toString);

  /** One of the constants of an enum, in small letters. */
  static <E extends Enum<E>> Shape<E> words(Class<E> type) {
    List<String> all =
        Stream.of(type.getEnumConstants()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    return new Scalar<>(
        "one of " + String.join(", ", all),
        all::contains,
        v -> Enum.valueOf(type, v.toString().toUpperCase(Locale.ROOT)));
  }

  /** A list of one shape. */
  static <T> Shape<List<T>> list(Shape<T> element) {
    return new Sequence<>(element);
  }

  private static <T> Shape<T> text(Function<String, T> meaning) {
    return new Scalar<>(
        "text", v -> v instanceof String s && !s.isBlank(), v -> meaning.apply(v.toString()));
  }

  private static <T> Shape<T> whole(
      String right, int least, int most, Function<Integer, T> meaning) {
    return new Scalar<>(
        right,
        v -> v instanceof Integer i && i >= least && i <= most,
        v -> meaning.apply((Integer) v));
  }

  private static <T> Shape<T> amount(Function<Long, T> meaning) {
    return new Scalar<>(
        "a whole number from 1, or bytes such as 64Ki",
        v -> !(v instanceof Double) && Quantity.parse(v.toString()).orElse(0L) > 0,
        v -> meaning.apply(Quantity.parse(v.toString()).orElseThrow()));
  }

  private static Duration duration(Object value) {
    Matcher parts = DURATION.matcher(value.toString());
    if (!parts.matches()) {
      throw new IllegalArgumentException("no duration: " + value);
    }
    ChronoUnit unit =
        Map.of(
                "ms", ChronoUnit.MILLIS,
                "s", ChronoUnit.SECONDS,
                "m", ChronoUnit.MINUTES,
                "h", ChronoUnit.HOURS)
            .get(parts.group(2));
    return Duration.of(Long.parseLong(parts.group(1)), unit);
  }

  /** A single value. */
  record Scalar<T>(String right, Predicate<Object> accepts, Function<Object, T> meaning)
      implements Shape<T> {
    @Override
    public Optional<Misfit> misfit(String path, Object value) {
      return accepts.test(value)
          ? Optional.empty()
          : Optional.of(new Misfit(path, "must be " + right + ", not " + value));
    }

    @Override
    public T value(Object value) {
      return meaning.apply(value);
    }
  }

  /** A list of one shape. */
  record Sequence<T>(Shape<T> element) implements Shape<List<T>> {
    @Override
    public String right() {
      return "a list of: " + element.right();
    }

    @Override
    public Optional<Misfit> misfit(String path, Object value) {
      if (!(value instanceof List<?> list)) {
        return Optional.of(new Misfit(path, "must be a list"));
      }
      for (int i = 0; i < list.size(); i++) {
        Optional<Misfit> found = element.misfit(path + "[" + i + "]", list.get(i));
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }

    @Override
    public List<T> value(Object value) {
      return ((List<?>) value).stream().map(element::value).toList();
    }
  }

  /** A mapping with known keys. */
  record Section(Map<String, Shape<?>> keys, List<String> required) implements Shape<Map<?, ?>> {
    @Override
    public String right() {
      return "a mapping";
    }

    @Override
    public Optional<Misfit> misfit(String path, Object value) {
      if (!(value instanceof Map<?, ?> map)) {
        return Optional.of(new Misfit(path, "must be a mapping"));
      }
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String key = String.valueOf(entry.getKey());
        String at = path.isEmpty() ? key : path + "." + key;
        Shape<?> shape = keys.get(key);
        if (shape == null) {
          String known = String.join(", ", keys.keySet().stream().sorted().toList());
          return Optional.of(new Misfit(at, "unknown key; known here: " + known));
        }
        Optional<Misfit> found = shape.misfit(at, entry.getValue());
        if (found.isPresent()) {
          return found;
        }
      }
      return required.stream()
          .filter(key -> !map.containsKey(key))
          .findFirst()
          .map(key -> new Misfit(path.isEmpty() ? key : path + "." + key, "must be there"));
    }

    @Override
    public Map<?, ?> value(Object value) {
      return (Map<?, ?>) value;
    }
  }
}
