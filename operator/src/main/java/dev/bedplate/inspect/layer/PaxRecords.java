package dev.bedplate.inspect.layer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The records of a pax extended header (POSIX.1-2008) that matter for a layer. */
final class PaxRecords {
  byte @Nullable [] path;
  byte @Nullable [] link;
  long size = -1;
  boolean sparse;

  private PaxRecords() {}

  /** The records in {@code bytes}, or null when they are malformed. */
  static @Nullable PaxRecords parse(byte[] bytes) {
    var records = new PaxRecords();
    int position = 0;
    while (position < bytes.length) {
      int space = position;
      long length = 0;
      while (space < bytes.length && bytes[space] >= '0' && bytes[space] <= '9') {
        length = Math.min(length * 10 + bytes[space] - '0', Integer.MAX_VALUE);
        space++;
      }
      long end = position + length;
      if (space == position
          || end > bytes.length
          || end <= space + 1
          || bytes[space] != ' '
          || bytes[(int) end - 1] != '\n'
          || !records.accept(bytes, space + 1, (int) end - 1)) {
        return null;
      }
      position = (int) end;
    }
    return records;
  }

  private boolean accept(byte[] bytes, int from, int end) {
    int equals = from;
    while (equals < end && bytes[equals] != '=') {
      equals++;
    }
    if (equals == end || equals == from) {
      return false;
    }
    String key = new String(bytes, from, equals - from, StandardCharsets.UTF_8);
    byte[] value = Arrays.copyOfRange(bytes, equals + 1, end);
    return switch (key) {
      case "path", "GNU.sparse.name" -> path(key, value);
      case "linkpath" -> {
        link = value.length == 0 ? null : value;
        yield clean(value);
      }
      case "size" -> size(value);
      default -> {
        sparse |= key.startsWith("GNU.sparse.");
        yield true;
      }
    };
  }

  /** The name of a sparse file replaces the placeholder that its {@code path} holds. */
  private boolean path(String key, byte[] value) {
    boolean sparseName = key.startsWith("GNU");
    if (sparseName || !named) {
      path = value.length == 0 ? null : value;
    }
    named |= sparseName;
    sparse |= sparseName;
    return clean(value);
  }

  private boolean named;

  private boolean size(byte[] value) {
    size = value.length == 0 ? -1 : 0;
    for (byte digit : value) {
      if (digit < '0' || digit > '9' || size > (Long.MAX_VALUE - 9) / 10) {
        return false;
      }
      size = size * 10 + digit - '0';
    }
    return true;
  }

  private static boolean clean(byte[] value) {
    for (byte b : value) {
      if (b == 0) {
        return false;
      }
    }
    return true;
  }
}
