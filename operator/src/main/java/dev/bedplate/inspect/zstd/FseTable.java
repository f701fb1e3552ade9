package dev.bedplate.inspect.zstd;

/**
 * A table of finite state entropy (RFC 8878, 4.1): each state has a symbol and leads to another.
 */
final class FseTable {
  /** How many bits a state has. */
  final int accuracy;

  /** Symbol, bits to read for the next state, and its base, by state. */
  private final int[] states;

  private FseTable(int accuracy, int[] states) {
    this.accuracy = accuracy;
    this.states = states;
  }

  /** The table that only ever says {@code symbol}. */
  static FseTable always(int symbol) {
    return new FseTable(0, new int[] {symbol});
  }

  /**
   * The table of a distribution.
   *
   * @param counts states of each symbol out of two to the {@code accuracy}; -1 for less than one
   */
  static FseTable of(int accuracy, short[] counts) {
    int size = 1 << accuracy;
    int[] next = new int[counts.length];
    byte[] symbols = new byte[size];
    int high = size;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      next[symbol] = Math.abs(counts[symbol]);
      if (counts[symbol] < 0) {
        symbols[--high] = (byte) symbol;
      }
    }
    spread(counts, symbols, high);
    int[] states = new int[size];
    for (int state = 0; state < size; state++) {
      int symbol = symbols[state] & 0xff;
      int number = next[symbol]++;
      int bits = accuracy - (31 - Integer.numberOfLeadingZeros(number));
      states[state] = symbol | (bits << 8) | (((number << bits) - size) << 16);
    }
    return new FseTable(accuracy, states);
  }

  private static void spread(short[] counts, byte[] symbols, int high) {
    int size = symbols.length;
    int step = (size >> 1) + (size >> 3) + 3;
    int at = 0;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      for (int i = 0; i < counts[symbol]; i++) {
        symbols[at] = (byte) symbol;
        do {
          at = (at + step) & (size - 1);
        } while (at >= high);
      }
    }
  }

  /** The first state. */
  int first(BackwardBits bits) {
    return states[(int) bits.read(accuracy)];
  }

  /** The state after {@code state}. */
  int next(int state, BackwardBits bits) {
    return next(state, bits.read(bits(state)));
  }

  /** The same, its bits the lowest of {@code look}. */
  int next(int state, long look) {
    return states[(state >>> 16) + ((int) look & ((1 << bits(state)) - 1))];
  }

  /** How many bits the next state needs. */
  static int bits(int state) {
    return (state >>> 8) & 0xff;
  }

  /** What a state says. */
  static int symbol(int state) {
    return state & 0xff;
  }
}
