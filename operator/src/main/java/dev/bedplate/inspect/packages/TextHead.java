package dev.bedplate.inspect.packages;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of text that list packages, by the first lines. */
final class TextHead {
  private static final int LONGEST = 512;
  private static final Pattern APK = Pattern.compile("(?:[A-Za-z]:[^\n]*\n)*?P:\\S");
  private static final Pattern CONTROL =
      Pattern.compile(
          "(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?i:Package):[ \t]*\\S");
  private static final Pattern PACMAN = Pattern.compile("%[A-Z]+%\r?\n");
  private static final Pattern MANIFEST =
      Pattern.compile("[^\t\n]+(?:\t[^\t\n]*){8,}(?:\\.src\\.rpm|\\(none\\))\r?(?:\n|$)");

  private TextHead() {}

  static @Nullable DatabaseForm form(byte[] bytes, int from, int count) {
    int start = from;
    int end = from + Math.min(count, LONGEST);
    while (start < end && (bytes[start] == '\n' || bytes[start] == '\r')) {
      start++;
    }
    if (end - start < 4) {
      return null;
    }
    byte first = bytes[start];
    if (first == '%') {
      return begins(PACMAN, bytes, start, end) ? DatabaseForm.Pacman : null;
    }
    int second = lineByte(bytes, start, end);
    return switch (second) {
      case ':' -> stanza(bytes, start, end);
      case '\t' -> begins(MANIFEST, bytes, start, end) ? DatabaseForm.RpmManifest : null;
      default -> null;
    };
  }

  /** The first byte that is neither letter, digit nor one of those that names may have. */
  private static int lineByte(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end
        && (Character.isLetterOrDigit(bytes[at] & 0x7f) || "-+._".indexOf(bytes[at]) >= 0)) {
      at++;
    }
    return at == start || at == end ? 0 : bytes[at];
  }

  private static @Nullable DatabaseForm stanza(byte[] bytes, int start, int end) {
    if (bytes[start + 1] == ':') {
      return begins(APK, bytes, start, end) ? DatabaseForm.Apk : null;
    }
    return begins(CONTROL, bytes, start, end) ? DatabaseForm.Control : null;
  }

  private static boolean begins(Pattern form, byte[] bytes, int start, int end) {
    String head = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    return form.matcher(head).lookingAt();
  }
}
