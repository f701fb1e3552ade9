package dev.bedplate.workload.manifest;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the entries of a mapping or list stand, in their order.
 *
 * @param line of the mapping or list itself
 * @param lines one for each entry
 * @param nested one for each entry, null for scalars; empty when all are
 */
record Place(int line, int[] lines, @Nullable Place[] nested) {
  private static final Pattern STEP = Pattern.compile("[^.\\[\\]]+");

  /** Finds the lines of fields of {@code root}, which stands at {@code place}. */
  static YamlDocument.Lines lines(Object root, Place place) {
    return field -> line(root, place, STEP.matcher(field).results().map(MatchResult::group));
  }

  /** Where the entries of an entry stand; null for scalars. */
  @Nullable Place nested(int entry) {
    return entry < nested.length ? nested[entry] : null;
  }

  private static int line(Object root, Place place, Stream<String> steps) {
    @Nullable Object value = root;
    @Nullable Place at = place;
    int line = place.line();
    for (String step : (Iterable<String>) steps::iterator) {
      int entry = value == null ? -1 : entry(value, step);
      if (at == null || entry < 0) {
        return line;
      }
      line = at.lines()[entry];
      at = at.nested(entry);
      value = child(value, step, entry);
    }
    return line;
  }

  /** The number of the entry called {@code step}; negative when there is none. */
  static int entry(Object value, String step) {
    return switch (value) {
      case Map<?, ?> map -> key(map, step);
      case List<?> list -> element(list, step);
      default -> -1;
    };
  }

  private static int key(Map<?, ?> map, String step) {
    int entry = 0;
    for (Object key : map.keySet()) {
      if (key.equals(step)) {
        return entry;
      }
      entry++;
    }
    return -1;
  }

  private static int element(List<?> list, String step) {
    if (step.length() > 9 || !step.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    int index = Integer.parseInt(step);
    return index < list.size() ? index : -1;
  }

  private static @Nullable Object child(@Nullable Object value, String step, int entry) {
    return switch (value) {
      case Map<?, ?> map -> map.get(step);
      case List<?> list -> list.get(entry);
      case null, default -> null;
    };
  }
}
