package dev.bedplate.inspect.zstd;

import java.io.IOException;

/** The blocks of one frame to its bytes (RFC 8878, 3.1.1.2). */
final class BlockDecoder {
  /** Most bytes that one block stands for. */
  static final int MOST_BYTES = 128 * 1024;

  /** Of a frame that has its size instead of a window, blocks may be larger than that. */
  private static final int LEAST_WINDOW = 1024;

  /** Bytes that must be readable after a block. */
  static final int PADDING = Math.max(BackwardBits.PADDING, Window.SPARE);

  private final Window window;
  private final Literals literals = new Literals();
  private Sequences sequences = new Sequences();
  private int most;

  /**
   * A decoder for one frame after the other.
   *
   * @param memory asked before more of it is used
   */
  BlockDecoder(WindowMemory memory) {
    window = new Window(memory);
  }

  /**
   * Begins a frame; all before it must have been read.
   *
   * @param size bytes that the frame may refer back to, at most two to the 30
   */
  void frame(long size) {
    window.begin(size);
    literals.begin();
    sequences = new Sequences();
    most = (int) Math.min(MOST_BYTES, Math.max(size, LEAST_WINDOW));
  }

  /** Bytes that were decoded and not read yet. */
  int unread() {
    return window.unread();
  }

  /** Moves at most {@code length} decoded bytes; returns how many. */
  int read(byte[] into, int from, int length) {
    return window.read(into, from, length);
  }

  /** A block that is stored as it is; all before it must have been read. */
  void raw(byte[] block, int length) throws IOException {
    expect(length);
    window.append(block, 0, length);
  }

  /** A block of one byte again and again; all before it must have been read. */
  void repeated(byte value, int count) throws IOException {
    expect(count);
    window.fill(value, count);
  }

  /**
   * A compressed block; all before it must have been read.
   *
   * @param block {@link #PADDING} bytes longer than {@code length}
   * @throws DamagedException when it is not what the format allows
   */
  void compressed(byte[] block, int length) throws IOException {
    int next = literals.read(block, 0, length);
    sequences.run(block, next, length, literals, window);
    expect(window.unread());
  }

  private void expect(int count) throws DamagedException {
    if (count > most) {
      throw new DamagedException("a block of " + count + " bytes");
    }
  }
}
