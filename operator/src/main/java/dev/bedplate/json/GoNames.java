package dev.bedplate.json;

/**
 * Which names of JSON fields are the same to Go's {@code encoding/json}, which all runtimes use.
 */
final class GoNames {
  private static final char LONG_S = '\u017F';
  private static final char KELVIN = '\u212A';

  private GoNames() {}

  /** Whether {@code written} is read as the ASCII name {@code field}. */
  static boolean same(String written, String field) {
    if (written.length() != field.length()) {
      return false;
    }
    for (int i = 0; i < field.length(); i++) {
      if (folded(written.charAt(i)) != folded(field.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static char folded(char c) {
    return switch (c) {
      case LONG_S -> 's';
      case KELVIN -> 'k';
      default -> c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
    };
  }
}
