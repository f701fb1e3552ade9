package dev.bedplate.app;

import dev.bedplate.image.Platform;
import dev.bedplate.policy.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a value of the configuration file must look like. */
sealed interface Shape {
  /** The first place under {@code path} where {@code value} does not fit. */
  Optional<Misfit> misfit(String path, Object value);

  /** What fits, in words. */
  String right();

  /** A wrong place and what would be right there. */
  record Misfit(String path, String problem) {}

  Pattern DURATION = Pattern.compile("[0-9]{1,9}(ms|s|m|h)");

  Shape TEXT = new Scalar("text", v -> v instanceof String s && !s.isBlank());
  Shape FLAG = new Scalar("true or false", v -> v instanceof Boolean);
  Shape COUNT = new Scalar("a whole number from 1", v -> v instanceof Integer i && i >= 1);
  Shape PORT =
      new Scalar("a port from 0 to 65535", v -> v instanceof Integer i && i >= 0 && i <= 65535);
  Shape TIMEOUT =
      new Scalar("seconds from 1 to 30", v -> v instanceof Integer i && i >= 1 && i <= 30);
  Shape RATE = new Scalar("a number from 0", v -> v instanceof Number n && n.doubleValue() >= 0);
  Shape TIME =
      new Scalar(
          "a duration such as 10s, 5m or 1h",
          v -> v instanceof String s && DURATION.matcher(s).matches());
  Shape AMOUNT =
      new Scalar(
          "a whole number from 1, or bytes such as 64Ki",
          v -> !(v instanceof Double) && Quantity.parse(v.toString()).orElse(0L) > 0);
  Shape PLATFORM =
      new Scalar(
          "os/architecture[/variant]", v -> v instanceof String s && Platform.parse(s).isPresent());

  Shape NO_REPORTS = new Scalar("none, as no reports are written yet", "none"::equals);

  /** One of the constants of an enum, in small letters. */
  static <E extends Enum<E>> Shape words(Class<E> type) {
    List<String> all =
        Stream.of(type.getEnumConstants()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    return new Scalar("one of " + String.join(", ", all), all::contains);
  }

  /** A single value. */
  record Scalar(String right, Predicate<Object> accepts) implements Shape {
    @Override
    public Optional<Misfit> misfit(String path, Object value) {
      return accepts.test(value)
          ? Optional.empty()
          : Optional.of(new Misfit(path, "must be " + right + ", not " + value));
    }
  }

  /** A list of one shape. */
  record Sequence(Shape element) implements Shape {
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
  }

  /** A mapping with known keys. */
  record Section(Map<String, Shape> keys, List<String> required) implements Shape {
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
        Shape shape = keys.get(key);
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
  }
}
