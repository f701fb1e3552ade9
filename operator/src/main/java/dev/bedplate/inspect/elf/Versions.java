package dev.bedplate.inspect.elf;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Version numbers in the bytes of a file. */
final class Versions {
  private Versions() {}

  /**
   * The version that begins at {@code from}, or an empty text: digits, then what may follow them.
   */
  static String at(byte[] bytes, int from, int to) {
    if (from >= to || !digit(bytes[from])) {
      return "";
    }
    int end = from;
    while (end < to
        && (digit(bytes[end]) || letter(bytes[end]) || ".-_".indexOf(bytes[end]) >= 0)) {
      end++;
    }
    while (!digit(bytes[end - 1]) && !letter(bytes[end - 1])) {
      end--;
    }
    return new String(bytes, from, end - from, StandardCharsets.US_ASCII);
  }

  /** The string constant of the form {@code 1.2.3} nearest to {@code anchor}, or null. */
  static @Nullable String nearest(byte[] bytes, int length, int anchor) {
    String best = null;
    int distance = Integer.MAX_VALUE;
    for (int i = 1; i + 6 <= length; i++) {
      if (bytes[i - 1] == 0 && digit(bytes[i]) && Math.abs(i - anchor) < distance) {
        String text = at(bytes, i, Math.min(length, i + 32));
        int end = i + text.length();
        if (end < length && bytes[end] == 0 && threeNumbers(text)) {
          best = text;
          distance = Math.abs(i - anchor);
        }
      }
    }
    return best;
  }

  private static boolean threeNumbers(String text) {
    int dots = 0;
    for (int i = 0; i < text.length() && text.charAt(i) != '-'; i++) {
      char c = text.charAt(i);
      if (c == '.') {
        dots++;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    return dots == 2;
  }

  private static boolean digit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean letter(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }
}
