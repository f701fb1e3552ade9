package dev.bedplate.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The values of a configuration file that fits its table, and the table itself: whoever asks for a
 * value says at once what the key is, what may stand there, what counts without it, and what it
 * means.
 *
 * @param prefix of the keys of this mapping, {@code []} after a list of mappings
 * @param values of this mapping; nothing but fallbacks where it is empty
 * @param rows of every key that was asked for, in that order
 */
record Settings(String prefix, Map<?, ?> values, List<Row> rows) {
  /**
   * One key of the configuration file.
   *
   * @param path from the root, such as {@code registries[].host}
   * @param fallback what is in force without the key; null for nothing
   * @param required its mapping is wrong without it
   */
  record Row(
      String path, Shape<?> shape, @Nullable Object fallback, boolean required, String meaning) {
    /** The row of the reference, in Markdown. */
    @Override
    public String toString() {
      String otherwise =
          fallback == null ? (required ? "must be there" : "") : "`" + fallback + "`";
      return "| `" + path + "` | " + shape.right() + " | " + otherwise + " | " + meaning + " |\n";
    }
  }

  static Settings of(Map<?, ?> values) {
    return new Settings("", values, new ArrayList<>());
  }

  /** The value of a key, or what is in force without it, as it would be written. */
  <T> T value(String key, Shape<T> shape, Object fallback, String meaning) {
    rows.add(new Row(prefix + key, shape, fallback, false, meaning));
    Object found = found(key);
    return shape.value(found == null ? fallback : found);
  }

  /** The value of a key, which may be absent. */
  <T> @Nullable T optional(String key, Shape<T> shape, String meaning) {
    rows.add(new Row(prefix + key, shape, null, false, meaning));
    Object found = found(key);
    return found == null ? null : shape.value(found);
  }

  /** The value of a key without which its mapping is wrong. */
  <T> T required(String key, Shape<T> shape, String example, String meaning) {
    rows.add(new Row(prefix + key, shape, null, true, meaning));
    Object found = found(key);
    return shape.value(found == null ? example : found);
  }

  /** What is read from each mapping of a list; one is read for the table alone. */
  <T> List<T> each(String key, Function<Settings, T> reading) {
    var _ = reading.apply(new Settings(prefix + key + "[].", Map.of(), rows));
    List<T> all = new ArrayList<>();
    if (found(key) instanceof List<?> list) {
      for (Object element : list) {
        all.add(reading.apply(new Settings("", (Map<?, ?>) element, new ArrayList<>())));
      }
    }
    return all;
  }

  private @Nullable Object found(String key) {
    Object at = values;
    for (String name : key.split("\\.", -1)) {
      at = at instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return at;
  }
}
