package dev.bedplate.app;

import java.util.Map;

/** Whole numbers with a binary suffix. */
final class Quantities {
  private static final Map<String, Integer> SHIFTS = Map.of("Ki", 10, "Mi", 20, "Gi", 30, "Ti", 40);

  private Quantities() {}

  /** The value of a number, or of text such as {@code 64Ki}; the largest long when it is larger. */
  static long of(Object value) {
    String text = value.toString();
    int shift = 0;
    if (text.length() > 2) {
      shift = SHIFTS.getOrDefault(text.substring(text.length() - 2), 0);
    }
    long number = Long.parseLong(shift == 0 ? text : text.substring(0, text.length() - 2));
    return number > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : number << shift;
  }
}
