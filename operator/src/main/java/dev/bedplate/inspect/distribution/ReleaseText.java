package dev.bedplate.inspect.distribution;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which files may say what distribution an image is, told by their text and not by their names. */
public final class ReleaseText {
  private static final int LONGEST_LINE = 512;
  private static final int LONGEST_VERSION = 64;
  private static final byte[][] KEYS = {ascii("ID"), ascii("DISTRIB_ID")};

  private ReleaseText() {}

  /** The forms of such files. */
  public enum Form {
    /** Lines such as {@code ID=debian}, anywhere in a small file. */
    Assignments,
    /** The line of a vendor, or a version and nothing else. */
    Line
  }

  /** How many bytes of a file of this form are enough. */
  public static long enough(Form form, long size) {
    return form == Form.Line ? Math.min(size, LONGEST_LINE) : size;
  }

  /** The form that the first bytes of a file may be the beginning of, or null. */
  public static @Nullable Form of(byte[] bytes, int from, int count, long size) {
    int end = from + (int) Math.min(Math.min(count, LONGEST_LINE), size);
    if (names(bytes, from, end)) {
      return Form.Assignments;
    }
    int start = significant(bytes, from, end);
    if (start == end) {
      return size > end - from ? Form.Assignments : null;
    }
    int name = start;
    while (name < end && nameByte(bytes[name])) {
      name++;
    }
    int equals = name;
    while (equals < end && (bytes[equals] == ' ' || bytes[equals] == '\t')) {
      equals++;
    }
    if (name > start && equals < end && bytes[equals] == '=') {
      return Form.Assignments;
    }
    if (size <= LONGEST_VERSION && version(bytes, start, end)) {
      return Form.Line;
    }
    return VendorRelease.begins(bytes, start, end) ? Form.Line : null;
  }

  /** Whether there is an assignment that names a distribution. */
  public static boolean names(byte[] content) {
    return names(content, 0, content.length);
  }

  private static boolean names(byte[] content, int from, int to) {
    boolean lineBegins = true;
    for (int at = from; at < to; at++) {
      byte b = content[at];
      if (lineBegins && (b == 'I' || b == 'D') && key(content, at, to)) {
        return true;
      }
      boolean blank = b == ' ' || b == '\t' || b < 0;
      lineBegins = b == '\n' || b == '\r' || (lineBegins && blank);
    }
    return false;
  }

  private static boolean key(byte[] content, int at, int to) {
    for (byte[] key : KEYS) {
      int end = at + key.length;
      if (end < to && Arrays.equals(content, at, end, key, 0, key.length)) {
        while (end < to && (content[end] == ' ' || content[end] == '\t')) {
          end++;
        }
        if (end < to && content[end] == '=') {
          return true;
        }
      }
    }
    return false;
  }

  /** The first byte behind a byte order mark, empty lines and comments. */
  private static int significant(byte[] bytes, int from, int end) {
    int at = from;
    boolean comment = false;
    while (at < end) {
      byte b = bytes[at];
      comment = b == '#' || (comment && b != '\n' && b != '\r');
      if (!comment && b > ' ') {
        return at;
      }
      at++;
    }
    return at;
  }

  private static boolean nameByte(byte b) {
    return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '_';
  }

  /** A number such as 12.5 or 3.24_alpha20260127, or a name such as trixie/sid, and no more. */
  private static boolean version(byte[] bytes, int start, int end) {
    String text = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1).strip();
    return text.endsWith("/sid") || (Character.isDigit(text.charAt(0)) && !text.contains(" "));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
