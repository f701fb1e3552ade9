package dev.bedplate.inventory;

/** Texts of bounded length, counted in bytes of their JSON. */
final class Clip {
  private static final int REPLACEMENT = 0xFFFD;

  private Clip() {}

  /** The longest beginning of at most {@code bytes} bytes; lone surrogates are replaced. */
  static String to(String text, int bytes) {
    var clipped = new StringBuilder();
    int left = bytes;
    for (int c : text.codePoints().toArray()) {
      int valid = isSurrogate(c) ? REPLACEMENT : c;
      left -= bytes(valid);
      if (left < 0) {
        break;
      }
      clipped.appendCodePoint(valid);
    }
    return clipped.toString();
  }

  /** The length of a text in JSON, without its quotes. */
  static int bytes(String text) {
    return text.codePoints().map(Clip::bytes).sum();
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  private static int bytes(int c) {
    if (c == '"' || c == '\\') {
      return 2;
    }
    if (c < 0x20) {
      return 6;
    }
    if (c < 0x80) {
      return 1;
    }
    return c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }
}
