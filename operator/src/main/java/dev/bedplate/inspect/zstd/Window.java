package dev.bedplate.inspect.zstd;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The last bytes of a frame, to which matches refer, with room for one more block. Its memory is
 * taken in pieces and only as far as the frame has bytes.
 */
final class Window {
  private static final int BITS = 17;
  private static final int PIECE = 1 << BITS;
  private static final int MASK = PIECE - 1;

  /** Of a piece and of what is appended, so that as many can be copied at a time. */
  static final int SPARE = 16;

  private static final int SHORT = 64;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final WindowMemory memory;
  private byte[][] pieces = {};
  private long capacity;
  private long size;
  private long written;
  private long read;
  private int writeAt;
  private int readAt;

  Window(WindowMemory memory) {
    this.memory = memory;
  }

  /** Begins a frame with a window of {@code newSize} bytes, at most two to the 30. */
  void begin(long newSize) {
    size = newSize;
    int needed = (int) ((size + BlockDecoder.MOST_BYTES + MASK) >> BITS);
    if (needed > pieces.length) {
      pieces = Arrays.copyOf(pieces, needed);
    }
    capacity = (long) pieces.length << BITS;
    written = 0;
    read = 0;
    writeAt = 0;
    readAt = 0;
  }

  /** Bytes that were not read yet. */
  int unread() {
    return (int) (written - read);
  }

  /** Moves at most {@code length} unread bytes; returns how many. */
  int read(byte[] into, int from, int length) {
    int count = Math.min(Math.min(length, unread()), PIECE - (readAt & MASK));
    System.arraycopy(pieces[readAt >> BITS], readAt & MASK, into, from, count);
    readAt = after(readAt, count);
    read += count;
    return count;
  }

  private int after(int at, int count) {
    int next = at + count;
    return next == capacity ? 0 : next;
  }

  private byte[] piece(int at) throws IOException {
    byte[] piece = pieces[at >> BITS];
    if (piece == null) {
      memory.take(PIECE);
      piece = new byte[PIECE + SPARE];
      pieces[at >> BITS] = piece;
    }
    return piece;
  }

  private void expect(int length) throws DamagedException {
    if (length > BlockDecoder.MOST_BYTES - unread()) {
      throw new DamagedException("a block of too many bytes");
    }
  }

  /**
   * Appends {@code bytes[from..from + length)}.
   *
   * @param bytes {@link #SPARE} more than that
   */
  void append(byte[] bytes, int from, int length) throws IOException {
    expect(length);
    int to = writeAt & MASK;
    if (length <= PIECE - to) {
      copy(bytes, from, piece(writeAt), to, length, Long.MAX_VALUE);
      wrote(length);
      return;
    }
    for (int done = 0; done < length; ) {
      int count = Math.min(length - done, PIECE - (writeAt & MASK));
      System.arraycopy(bytes, from + done, piece(writeAt), writeAt & MASK, count);
      wrote(count);
      done += count;
    }
  }

  /** Appends one byte {@code length} times. */
  void fill(byte value, int length) throws IOException {
    expect(length);
    for (int done = 0; done < length; ) {
      int count = Math.min(length - done, PIECE - (writeAt & MASK));
      int at = writeAt & MASK;
      Arrays.fill(piece(writeAt), at, at + count, value);
      wrote(count);
      done += count;
    }
  }

  private void wrote(int count) {
    writeAt = after(writeAt, count);
    written += count;
  }

  /** Appends {@code length} bytes of those {@code offset} bytes ago, which it may append itself. */
  void copy(long offset, int length) throws IOException {
    if (offset > written || offset > size) {
      throw new DamagedException("a match that begins before the window");
    }
    expect(length);
    long begin = writeAt - offset;
    int at = (int) (begin < 0 ? begin + capacity : begin);
    int to = writeAt & MASK;
    int from = at & MASK;
    if (length <= PIECE - Math.max(from, to)) {
      copy(pieces[at >> BITS], from, piece(writeAt), to, length, offset);
      wrote(length);
    } else {
      pieceByPiece(at, offset, length);
    }
  }

  private void pieceByPiece(int begin, long offset, int length) throws IOException {
    int at = begin;
    for (int done = 0; done < length; ) {
      int from = at & MASK;
      int to = writeAt & MASK;
      int count = Math.min(length - done, PIECE - Math.max(from, to));
      copy(pieces[at >> BITS], from, piece(writeAt), to, count, offset);
      at = after(at, count);
      wrote(count);
      done += count;
    }
  }

  /** Sixteen bytes at a time, a few more than asked for, where they do not depend on each other. */
  private static void copy(
      byte[] source, int from, byte[] target, int to, int length, long offset) {
    if (offset >= SPARE) {
      LONGS.set(target, to, (long) LONGS.get(source, from));
      LONGS.set(target, to + 8, (long) LONGS.get(source, from + 8));
      if (length > SHORT && offset >= length) {
        System.arraycopy(source, from + SPARE, target, to + SPARE, length - SPARE);
        return;
      }
      for (int i = SPARE; i < length; i += SPARE) {
        LONGS.set(target, to + i, (long) LONGS.get(source, from + i));
        LONGS.set(target, to + i + 8, (long) LONGS.get(source, from + i + 8));
      }
    } else if (offset >= 8) {
      for (int i = 0; i < length; i += 8) {
        LONGS.set(target, to + i, (long) LONGS.get(source, from + i));
      }
    } else {
      for (int i = 0; i < length; i++) {
        target[to + i] = source[from + i];
      }
    }
  }
}
