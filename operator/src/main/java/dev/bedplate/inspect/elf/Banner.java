package dev.bedplate.inspect.elf;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a fixed text in a stream of slices and reads the version that follows it (Horspool).
 */
final class Banner {
  private static final int LONGEST_VERSION = 32;

  private final byte[] needle;
  private final int[] shifts = new int[256];
  private final byte[] carry;
  private int carried;
  private final byte[] following = new byte[LONGEST_VERSION];
  private int followed = -1;
  private @Nullable String version;

  Banner(String text) {
    needle = text.getBytes(StandardCharsets.US_ASCII);
    carry = new byte[2 * needle.length - 2];
    java.util.Arrays.fill(shifts, needle.length);
    for (int i = 0; i < needle.length - 1; i++) {
      shifts[needle[i] & 0xff] = needle.length - 1 - i;
    }
  }

  void reset() {
    carried = 0;
    followed = -1;
    version = null;
  }

  boolean found() {
    return version != null;
  }

  /** The version after the banner, or null; to be asked at the end of the file. */
  @Nullable String version() {
    if (followed > 0) {
      readVersion();
    }
    return version;
  }

  void accept(byte[] bytes, int from, int count) {
    int at = from;
    int end = from + count;
    while (at < end && version == null) {
      if (followed >= 0) {
        at = follow(bytes, at, end);
      } else if (carried > 0) {
        at = border(bytes, at, end);
      } else {
        int match = search(bytes, at, end);
        followed = match < 0 ? -1 : 0;
        at = match < 0 ? carryFrom(bytes, at, end) : match + needle.length;
      }
    }
  }

  private int follow(byte[] bytes, int at, int end) {
    int count = Math.min(end - at, following.length - followed);
    System.arraycopy(bytes, at, following, followed, count);
    followed += count;
    if (followed == following.length) {
      readVersion();
    }
    return at + count;
  }

  /** Looks for a match that began in the slice before. */
  private int border(byte[] bytes, int at, int end) {
    int before = carried;
    int count = Math.min(needle.length - 1, end - at);
    count = Math.min(count, carry.length - carried);
    System.arraycopy(bytes, at, carry, carried, count);
    carried += count;
    int match = search(carry, 0, carried);
    if (match >= 0) {
      followed = 0;
      carried = 0;
      return at + match + needle.length - before;
    }
    if (count == needle.length - 1) {
      carried = 0;
      return at;
    }
    int keep = Math.min(carried, needle.length - 1);
    System.arraycopy(carry, carried - keep, carry, 0, keep);
    carried = keep;
    return at + count;
  }

  private int carryFrom(byte[] bytes, int at, int end) {
    carried = Math.min(needle.length - 1, end - at);
    System.arraycopy(bytes, end - carried, carry, 0, carried);
    return end;
  }

  private int search(byte[] bytes, int from, int end) {
    int last = needle.length - 1;
    int at = from;
    while (at + last < end) {
      byte b = bytes[at + last];
      if (b == needle[last] && matches(bytes, at)) {
        return at;
      }
      at += shifts[b & 0xff];
    }
    return -1;
  }

  private boolean matches(byte[] bytes, int at) {
    for (int i = 0; i < needle.length; i++) {
      if (bytes[at + i] != needle[i]) {
        return false;
      }
    }
    return true;
  }

  private void readVersion() {
    String text = Versions.at(following, 0, followed);
    version = text.isEmpty() ? null : text;
    followed = -1;
  }
}
