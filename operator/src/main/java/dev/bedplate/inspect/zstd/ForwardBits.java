package dev.bedplate.inspect.zstd;

/**
 * The distribution at the beginning of an FSE stream (RFC 8878, 4.1.1), whose bits are read
 * forward.
 */
final class ForwardBits {
  private final byte[] bytes;
  private final int to;
  private long at;

  /** The bits of {@code bytes[from..to)}. */
  ForwardBits(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.to = to;
    at = 8L * from;
  }

  /** The index of the first byte of which no bit was read. */
  int next() {
    return (int) ((at + 7) >> 3);
  }

  private int read(int count) throws DamagedException {
    int value = 0;
    for (int i = 0; i < count; i++, at++) {
      int index = (int) (at >> 3);
      if (index >= to) {
        throw new DamagedException("a distribution ends early");
      }
      value |= ((bytes[index] >> (at & 7)) & 1) << i;
    }
    return value;
  }

  /** The table of the distribution that is read, of at most {@code symbols} symbols. */
  FseTable table(int mostAccuracy, int symbols) throws DamagedException {
    int accuracy = read(4) + 5;
    if (accuracy > mostAccuracy) {
      throw new DamagedException("an accuracy of " + accuracy + " bits");
    }
    short[] counts = new short[symbols];
    int left = 1 << accuracy;
    int symbol = 0;
    while (left > 0) {
      if (symbol >= symbols) {
        throw new DamagedException("a distribution of too many symbols");
      }
      int count = count(left);
      left -= Math.abs(count);
      counts[symbol++] = (short) count;
      if (count == 0) {
        symbol += zeros();
      }
    }
    if (left < 0) {
      throw new DamagedException("a distribution of more than there is");
    }
    return FseTable.of(accuracy, counts);
  }

  /** Smaller values have a bit less where not all of the larger ones are possible. */
  private int count(int left) throws DamagedException {
    int bits = 32 - Integer.numberOfLeadingZeros(left + 1);
    int value = read(bits);
    int lower = (1 << (bits - 1)) - 1;
    int threshold = (1 << bits) - 1 - (left + 1);
    if ((value & lower) < threshold) {
      at--;
      return (value & lower) - 1;
    }
    return (value > lower ? value - threshold : value) - 1;
  }

  private int zeros() throws DamagedException {
    int zeros = 0;
    int more;
    do {
      more = read(2);
      zeros += more;
    } while (more == 3);
    return zeros;
  }
}
