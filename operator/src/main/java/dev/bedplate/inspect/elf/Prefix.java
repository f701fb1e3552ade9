package dev.bedplate.inspect.elf;

import java.util.Arrays;

/** The first bytes of a file, up to a limit that grows with what they say; reused. */
final class Prefix {
  private static final int SMALLEST = 64 * 1024;

  private byte[] bytes = new byte[SMALLEST];
  private int length;
  private int limit;

  void begin(int limit) {
    length = 0;
    this.limit = limit;
  }

  /** Asks for {@code limit} bytes of the file in all. */
  void limit(int limit) {
    this.limit = limit;
  }

  /** Whether as many bytes as asked for are there. */
  boolean complete() {
    return length == limit;
  }

  boolean wantsMore() {
    return length < limit;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Takes what is missing from {@code count} bytes, after {@code skip} of them; says how many. */
  int accept(byte[] source, int from, int count, int skip) {
    int take = Math.min(limit - length, count - skip);
    if (take <= 0) {
      return 0;
    }
    if (bytes.length < length + take) {
      bytes = Arrays.copyOf(bytes, Math.max(length + take, bytes.length * 2));
    }
    System.arraycopy(source, from + skip, bytes, length, take);
    length += take;
    return take;
  }
}
