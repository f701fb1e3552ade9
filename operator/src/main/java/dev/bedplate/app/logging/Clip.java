package dev.bedplate.app.logging;

import java.util.regex.Pattern;

/** Texts of bounded length; what is left out is counted. */
final class Clip {
  private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

  private Clip() {}

  /** The beginning of {@code text}. */
  static String end(String text, int length) {
    return text.length() <= length
        ? sound(text)
        : sound(text.substring(0, length))
            + "… (%d more characters)".formatted(text.length() - length);
  }

  /** Three quarters of the length from the beginning, the rest from the end. */
  static String middle(String text, int length) {
    if (text.length() <= length) {
      return sound(text);
    }
    int tail = length / 4;
    return sound(text.substring(0, length - tail))
        + "\n… (%d characters left out)\n".formatted(text.length() - length)
        + sound(text.substring(text.length() - tail));
  }

  /** Half a character is none: no encoding has it, and readers of JSON refuse it. */
  private static String sound(String text) {
    return text.chars().anyMatch(c -> Character.isSurrogate((char) c))
        ? LONE_SURROGATE.matcher(text).replaceAll("\ufffd")
        : text;
  }
}
