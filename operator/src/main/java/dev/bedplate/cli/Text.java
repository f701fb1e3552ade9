package dev.bedplate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text for terminals: harmless, wrapped, readable. */
final class Text {
  private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");

  private Text() {}

  /** {@code text} on one line, with control and direction characters shown instead of obeyed. */
  static String safe(String text) {
    var safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (harmful(c)) {
                safe.append("\\u%04x".formatted(c));
              } else {
                safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }

  /** The same, keeping line ends. */
  static String safeLines(String text) {
    return String.join("\n", text.lines().map(Text::safe).toList());
  }

  private static boolean harmful(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  /** A size such as {@code 3.3 MiB (3490290 bytes)}. */
  static String size(long bytes) {
    return bytes < 1024 ? bytes + " bytes" : shortSize(bytes) + " (" + bytes + " bytes)";
  }

  /** A size such as {@code 3.3 MiB}. */
  static String shortSize(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes / 1024.0;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.size() - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, UNITS.get(unit));
  }

  /**
   * {@code text} in lines of at most {@code width} characters, broken at spaces only: a reference
   * or digest that is longer stays whole, so that it can be copied.
   */
  static List<String> wrap(String text, int width) {
    var lines = new ArrayList<String>();
    String rest = text;
    while (rest.length() > width) {
      int before = rest.lastIndexOf(' ', Math.max(0, width));
      int end = before > 0 ? before : rest.indexOf(' ', 1);
      if (end < 0) {
        break;
      }
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
