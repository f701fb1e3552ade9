package dev.bedplate.inspect.elf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks in one pass over a stream of slices for the texts with which BusyBox and the C libraries
 * name their version (Horspool's search, by the last bytes that all the texts have).
 */
final class Banners {
  private static final Text[] TEXTS = Text.values();
  private static final int SHORTEST = 9;
  private static final int LONGEST = 22;
  private static final int LONGEST_VERSION = 32;
  private static final byte[] SHIFTS = shifts();

  /** What is looked for. */
  enum Text {
    BusyBox("BusyBox v"),
    Glibc("release version "),
    Musl("Dynamic Program Loader");

    private final byte[] bytes;

    Text(String text) {
      bytes = text.getBytes(StandardCharsets.US_ASCII);
    }

    private boolean endsAt(byte[] file, int end, int begin) {
      int from = end - bytes.length;
      if (from < begin) {
        return false;
      }
      for (int i = bytes.length - 1; i >= 0; i--) {
        if (file[from + i] != bytes[i]) {
          return false;
        }
      }
      return true;
    }
  }

  /** The last bytes of the slices before, and behind them the first of the next one. */
  private final byte[] border = new byte[2 * LONGEST];

  private int kept;
  private final byte[] following = new byte[LONGEST_VERSION];
  private int followed = -1;
  private @Nullable Text follows;
  private final Map<Text, String> versions = new EnumMap<>(Text.class);
  private boolean musl;

  void reset() {
    kept = 0;
    followed = -1;
    follows = null;
    versions.clear();
    musl = false;
  }

  /** The version after a text, or null; complete at the end of the file. */
  @Nullable String version(Text text) {
    if (followed >= 0) {
      readVersion();
    }
    return versions.get(text);
  }

  /** Whether nothing that follows can add to what is known. */
  boolean done() {
    return versions.containsKey(Text.BusyBox);
  }

  /** Whether the text of musl was seen; its version stands elsewhere. */
  boolean musl() {
    return musl;
  }

  void accept(byte[] bytes, int from, int count) {
    int end = from + count;
    if (followed >= 0) {
      follow(bytes, from, end);
    }
    int at = kept > 0 && !done() ? acrossBorder(bytes, from, end) : from;
    while (at < end && !done()) {
      at = search(bytes, at, end);
    }
    keep(bytes, from, end);
  }

  /** Finds a text that began in an earlier slice; says where to go on in this one. */
  private int acrossBorder(byte[] bytes, int from, int end) {
    int taken = Math.min(LONGEST - 1, end - from);
    System.arraycopy(bytes, from, border, kept, taken);
    for (int last = kept + 1; last <= kept + taken; last++) {
      for (Text text : TEXTS) {
        if (last - text.bytes.length < kept && text.endsAt(border, last, 0)) {
          found(text, bytes, from + last - kept, end);
          return from + last - kept;
        }
      }
    }
    return from;
  }

  /** Searches from {@code from} on; says where to go on, behind what was found. */
  private int search(byte[] bytes, int from, int end) {
    int last = from + SHORTEST - 1;
    while (last < end) {
      int shift = SHIFTS[bytes[last] & 0xff];
      if (shift == 0) {
        for (Text text : TEXTS) {
          if (text.endsAt(bytes, last + 1, from)) {
            found(text, bytes, last + 1, end);
            return last + 1;
          }
        }
        shift = 1;
      }
      last += shift;
    }
    return end;
  }

  private void found(Text text, byte[] bytes, int at, int end) {
    if (text == Text.Musl) {
      musl = true;
      return;
    }
    if (followed >= 0) {
      readVersion();
    }
    follows = text;
    followed = 0;
    follow(bytes, at, end);
  }

  /** Takes what follows a text, from as many slices as it needs. */
  private void follow(byte[] bytes, int at, int end) {
    int count = Math.min(end - at, following.length - followed);
    System.arraycopy(bytes, at, following, followed, count);
    followed += count;
    if (followed == following.length) {
      readVersion();
    }
  }

  private void readVersion() {
    String version = Versions.at(following, 0, followed);
    if (follows != null && !version.isEmpty()) {
      versions.putIfAbsent(follows, version);
    }
    followed = -1;
  }

  private void keep(byte[] bytes, int from, int end) {
    int count = end - from;
    if (count >= LONGEST - 1) {
      kept = LONGEST - 1;
      System.arraycopy(bytes, end - kept, border, 0, kept);
      return;
    }
    int old = Math.min(kept, LONGEST - 1 - count);
    System.arraycopy(border, kept - old, border, 0, old);
    System.arraycopy(bytes, from, border, old, count);
    kept = old + count;
  }

  private static byte[] shifts() {
    byte[] shifts = new byte[256];
    Arrays.fill(shifts, (byte) SHORTEST);
    for (Text text : TEXTS) {
      int length = text.bytes.length;
      for (int back = SHORTEST - 1; back >= 0; back--) {
        int value = text.bytes[length - 1 - back] & 0xff;
        shifts[value] = (byte) Math.min(shifts[value], back);
      }
    }
    return shifts;
  }
}
