package dev.bedplate.inspect.zstd;

/** A Huffman code for literals (RFC 8878, 4.2). */
final class HuffmanTable {
  private static final int MOST_BITS = 11;
  private static final int MOST_SYMBOLS = 256;
  private static final int WEIGHT_ACCURACY = 6;
  private static final int WEIGHTS = 13;

  /** Looked up at a time while that many bits are at hand. */
  private static final int AT_ONCE = BackwardBits.IN_ONE_LOOK / MOST_BITS;

  private final int longest;

  /** Symbol and number of bits by the next {@code longest} bits. */
  private final short[] codes;

  private HuffmanTable(int longest, short[] codes) {
    this.longest = longest;
    this.codes = codes;
  }

  /** A table with the index of the first byte after its description. */
  record Described(HuffmanTable table, int next) {}

  /** The table described from {@code bytes[from]} on. */
  static Described read(byte[] bytes, int from, int to) throws DamagedException {
    if (from >= to) {
      throw new DamagedException("a Huffman table without a description");
    }
    int header = bytes[from] & 0xff;
    byte[] weights = new byte[MOST_SYMBOLS];
    int length = header < 128 ? header : (header - 127 + 1) / 2;
    int next = from + 1 + length;
    if (next > to) {
      throw new DamagedException("the description of a Huffman table ends early");
    }
    int count = header < 128 ? compressed(bytes, from + 1, next, weights) : header - 127;
    if (header >= 128) {
      for (int i = 0; i < count; i++) {
        weights[i] = (byte) ((bytes[from + 1 + i / 2] >> (i % 2 == 0 ? 4 : 0)) & 15);
      }
    }
    return new Described(of(weights, count), next);
  }

  private static int compressed(byte[] bytes, int from, int to, byte[] weights)
      throws DamagedException {
    var forward = new ForwardBits(bytes, from, to);
    FseTable table = forward.table(WEIGHT_ACCURACY, WEIGHTS);
    var bits = new BackwardBits(bytes, forward.next(), to);
    int one = table.first(bits);
    int other = table.first(bits);
    int count = 0;
    while (bits.left() >= 0) {
      if (count >= MOST_SYMBOLS - 2) {
        throw new DamagedException("a Huffman table of too many symbols");
      }
      weights[count++] = (byte) FseTable.symbol(one);
      int next = table.next(one, bits);
      one = other;
      other = next;
    }
    weights[count++] = (byte) FseTable.symbol(one);
    return count;
  }

  /** The weight of the last symbol is what is missing. */
  private static HuffmanTable of(byte[] weights, int count) throws DamagedException {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += weights[i] == 0 ? 0 : 1 << (weights[i] - 1);
    }
    int longest = 32 - Integer.numberOfLeadingZeros(sum);
    int rest = (1 << longest) - sum;
    if (sum == 0 || longest > MOST_BITS || Integer.bitCount(rest) != 1) {
      throw new DamagedException("a Huffman table that is not complete");
    }
    weights[count] = (byte) (Integer.numberOfTrailingZeros(rest) + 1);
    short[] codes = new short[1 << longest];
    int at = 0;
    for (int weight = 1; weight <= longest; weight++) {
      for (int symbol = 0; symbol <= count; symbol++) {
        if (weights[symbol] == weight) {
          short code = (short) (symbol | ((longest + 1 - weight) << 8));
          for (int i = 0; i < 1 << (weight - 1); i++) {
            codes[at++] = code;
          }
        }
      }
    }
    return new HuffmanTable(longest, codes);
  }

  /** Decodes all bits of {@code bytes[from..to)} to {@code count} literals. */
  void decode(byte[] bytes, int from, int to, byte[] into, int at, int count)
      throws DamagedException {
    var bits = new BackwardBits(bytes, from, to);
    int end = at + count;
    int next = at;
    int shift = 64 - longest;
    while (end - next >= AT_ONCE && bits.left() >= BackwardBits.IN_ONE_LOOK) {
      long look = bits.look() << (64 - BackwardBits.IN_ONE_LOOK);
      int first = codes[(int) (look >>> shift)];
      look <<= first >> 8;
      int second = codes[(int) (look >>> shift)];
      look <<= second >> 8;
      int third = codes[(int) (look >>> shift)];
      look <<= third >> 8;
      int fourth = codes[(int) (look >>> shift)];
      look <<= fourth >> 8;
      int fifth = codes[(int) (look >>> shift)];
      into[next] = (byte) first;
      into[next + 1] = (byte) second;
      into[next + 2] = (byte) third;
      into[next + 3] = (byte) fourth;
      into[next + 4] = (byte) fifth;
      next += AT_ONCE;
      bits.skip((first >> 8) + (second >> 8) + (third >> 8) + (fourth >> 8) + (fifth >> 8));
    }
    while (next < end) {
      int code = codes[(int) bits.peek(longest)];
      into[next++] = (byte) code;
      bits.skip(code >> 8);
    }
    if (bits.left() != 0) {
      throw new DamagedException("literals with bits too many or too few");
    }
  }
}
