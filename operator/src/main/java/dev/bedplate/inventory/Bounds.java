package dev.bedplate.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of every text, list and label in the JSON of facts.
 *
 * @param text bytes of JSON, by path
 * @param list elements
 * @param labels entries
 * @param paths where to say what was cut
 */
record Bounds(ToIntFunction<String> text, int list, int labels, Set<String> paths) {
  private static final String LABELS = "config.labels";

  /** A copy within the bounds, which may be changed; what is null is left out. */
  Map<String, Object> copy(Map<?, ?> facts) {
    return object(facts, "");
  }

  private Map<String, Object> object(Map<?, ?> fields, String path) {
    boolean isLabels = path.equals(LABELS);
    Map<String, Object> copy = new LinkedHashMap<>();
    first(fields.entrySet(), isLabels ? labels : fields.size(), path)
        .forEach(
            field -> {
              String name = String.valueOf(field.getKey());
              String at = isLabels ? path : path.isEmpty() ? name : path + "." + name;
              @Nullable Object value = field.getValue();
              if (value != null) {
                copy.put(name, bounded(value, at));
              }
            });
    return copy;
  }

  private Object bounded(Object value, String path) {
    return switch (value) {
      case Map<?, ?> object -> object(object, path);
      case List<?> array ->
          first(array, list, path)
              .map(element -> bounded(element, path))
              .collect(Collectors.toCollection(ArrayList::new));
      case String string -> clipped(string, path);
      default -> value;
    };
  }

  /** A text cut to its bound. */
  String clipped(String value, String path) {
    String clipped = Clip.to(value, text.applyAsInt(path));
    if (!clipped.equals(value)) {
      paths.add(path);
    }
    return clipped;
  }

  private <E> Stream<E> first(Collection<E> all, int most, String path) {
    if (all.size() > most) {
      paths.add(path);
    }
    return all.stream().limit(most);
  }
}
