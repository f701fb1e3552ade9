package dev.bedplate.inspect.zstd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bits that are read from the last one to the first (RFC 8878, 4.1). Bits before the first one are
 * zero; who reads them has to ask how many are {@link #left}.
 */
final class BackwardBits {
  /** Bytes after the last one that must be readable. */
  static final int PADDING = 8;

  /** Bits that one look at eight bytes always has. */
  static final int IN_ONE_LOOK = 56;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int from;
  private int left;

  /** The bits of {@code bytes[from..to)}, the highest set bit of the last byte left out. */
  BackwardBits(byte[] bytes, int from, int to) throws DamagedException {
    if (from >= to || bytes[to - 1] == 0) {
      throw new DamagedException("a stream of bits has no end mark");
    }
    this.bytes = bytes;
    this.from = from;
    left = (to - from) * 8 - Integer.numberOfLeadingZeros(bytes[to - 1] & 0xff) + 23;
  }

  /** How many bits were not read yet; negative when more were read than there are. */
  int left() {
    return left;
  }

  /** The next {@code count} bits, at most 56. */
  long read(int count) {
    long value = peek(count);
    left -= count;
    return value;
  }

  /** The same without reading them. */
  long peek(int count) {
    int start = left - count;
    long mask = (1L << count) - 1;
    if (start >= 0) {
      return ((long) LONGS.get(bytes, from + (start >> 3)) >>> (start & 7)) & mask;
    }
    return left <= 0 ? 0 : ((long) LONGS.get(bytes, from) << -start) & mask;
  }

  /** The next 56 bits without reading them. */
  long look() {
    int start = left - IN_ONE_LOOK;
    return start >= 0
        ? (long) LONGS.get(bytes, from + (start >> 3)) >>> (start & 7)
        : peek(IN_ONE_LOOK);
  }

  void skip(int count) {
    left -= count;
  }
}
