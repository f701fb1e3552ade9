package dev.bedplate.inspect.zstd;

/**
 * What the codes of one part of sequences stand for: a number to which some bits are added (RFC
 * 8878, 3.1.1.3.2.1).
 */
record Codes(int[] base, int[] bits) {
  /** Lengths of literals. */
  static final Codes LITERALS =
      plain(
          16,
          0,
          new int[] {
            16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384,
            32768, 65536
          },
          new int[] {1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});

  /** Lengths of matches. */
  static final Codes MATCHES =
      plain(
          32,
          3,
          new int[] {
            35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195,
            16387, 32771, 65539
          },
          new int[] {1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});

  /** Offsets, and offsets that were used last. */
  static final Codes OFFSETS = powers(31);

  static final FseTable LITERALS_BY_DEFAULT =
      table(
          6, 4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1,
          1, 1, 1, -1, -1, -1, -1);

  static final FseTable MATCHES_BY_DEFAULT =
      table(
          6, 1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
          1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1);

  static final FseTable OFFSETS_BY_DEFAULT =
      table(
          5, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1,
          -1);

  /** How many codes there are. */
  int count() {
    return base.length;
  }

  /** What {@code code} stands for with the bits that follow. */
  long value(int code, BackwardBits from) {
    return (base[code] & 0xffffffffL) + from.read(bits[code]);
  }

  private static Codes plain(int plain, int first, int[] furtherBase, int[] furtherBits) {
    int[] base = new int[plain + furtherBase.length];
    int[] bits = new int[base.length];
    for (int code = 0; code < plain; code++) {
      base[code] = first + code;
    }
    System.arraycopy(furtherBase, 0, base, plain, furtherBase.length);
    System.arraycopy(furtherBits, 0, bits, plain, furtherBits.length);
    return new Codes(base, bits);
  }

  private static Codes powers(int last) {
    int[] base = new int[last + 1];
    int[] bits = new int[last + 1];
    for (int code = 0; code <= last; code++) {
      base[code] = 1 << code;
      bits[code] = code;
    }
    return new Codes(base, bits);
  }

  private static FseTable table(int accuracy, int... counts) {
    short[] all = new short[counts.length];
    for (int i = 0; i < counts.length; i++) {
      all[i] = (short) counts[i];
    }
    return FseTable.of(accuracy, all);
  }
}
