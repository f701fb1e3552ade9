package dev.bedplate.inspect.zstd;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The literals of one block (RFC 8878, 3.1.1.3.1), which its sequences take one after the other.
 */
final class Literals {
  private final byte[] bytes = new byte[BlockDecoder.MOST_BYTES + Window.SPARE];
  private @Nullable HuffmanTable table;
  private int at;
  private int end;

  /** Begins a frame, in which no table is known yet. */
  void begin() {
    table = null;
  }

  /** Decodes the literals at {@code block[from..to)}; returns the index of what follows. */
  int read(byte[] block, int from, int to) throws DamagedException {
    if (from >= to) {
      throw new DamagedException("a block without literals");
    }
    at = 0;
    int form = (block[from] >> 2) & 3;
    int kind = block[from] & 3;
    return kind < 2
        ? plain(kind == 1, form, block, from, to)
        : coded(kind == 2, form, block, from, to);
  }

  private int plain(boolean repeated, int form, byte[] block, int from, int to)
      throws DamagedException {
    int length = form == 1 ? 2 : form == 3 ? 3 : 1;
    int size = (int) number(block, from, length, to) >> (form == 1 || form == 3 ? 4 : 3);
    int next = from + length + (repeated ? 1 : size);
    expect(size, next, to);
    if (repeated) {
      Arrays.fill(bytes, 0, size, block[next - 1]);
    } else {
      System.arraycopy(block, from + length, bytes, 0, size);
    }
    return next;
  }

  private int coded(boolean described, int form, byte[] block, int from, int to)
      throws DamagedException {
    int bits = new int[] {10, 10, 14, 18}[form];
    int length = (4 + 2 * bits) / 8;
    long header = number(block, from, length, to);
    int size = (int) (header >> 4) & ((1 << bits) - 1);
    int stored = (int) (header >> (4 + bits)) & ((1 << bits) - 1);
    int begin = from + length;
    int next = begin + stored;
    expect(size, next, to);
    if (described) {
      HuffmanTable.Described one = HuffmanTable.read(block, begin, next);
      table = one.table();
      begin = one.next();
    }
    HuffmanTable code = table;
    if (code == null) {
      throw new DamagedException("no Huffman table to repeat");
    }
    if (form == 0) {
      code.decode(block, begin, next, bytes, 0, size);
    } else {
      streams(code, block, begin, next, size);
    }
    return next;
  }

  /** Four streams, of which the last has what is left. */
  private void streams(HuffmanTable code, byte[] block, int from, int to, int size)
      throws DamagedException {
    int each = (size + 3) / 4;
    int begin = from + 6;
    if (begin > to || 3 * each > size) {
      throw new DamagedException("streams of literals that end early");
    }
    for (int i = 0; i < 4; i++) {
      int end = i == 3 ? to : begin + (int) number(block, from + 2 * i, 2, to);
      if (end > to) {
        throw new DamagedException("streams of literals that end early");
      }
      code.decode(block, begin, end, bytes, i * each, i == 3 ? size - 3 * each : each);
      begin = end;
    }
  }

  private void expect(int size, int next, int to) throws DamagedException {
    if (size > BlockDecoder.MOST_BYTES || next > to) {
      throw new DamagedException("literals that end early");
    }
    end = size;
  }

  private static long number(byte[] block, int from, int length, int to) throws DamagedException {
    if (from + length > to) {
      throw new DamagedException("a header of literals that ends early");
    }
    long number = 0;
    for (int i = 0; i < length; i++) {
      number |= (block[from + i] & 0xffL) << (8 * i);
    }
    return number;
  }

  /** Appends the next {@code count} to a window. */
  void move(int count, Window window) throws IOException {
    if (count > end - at) {
      throw new DamagedException("more literals than there are");
    }
    window.append(bytes, at, count);
    at += count;
  }

  /** Appends those that are left. */
  void rest(Window window) throws IOException {
    move(end - at, window);
  }
}
