package dev.bedplate.inspect.elf;

/** A range of a file whose bytes are kept while the file streams by; reused for many files. */
final class Span {
  private byte[] bytes = {};
  private long start;
  private int length;
  private int filled;

  /** Expects the bytes from {@code start} on; {@code length} is bounded by the caller. */
  void expect(long start, int length) {
    this.start = start;
    this.length = length;
    this.filled = 0;
    if (bytes.length < length) {
      bytes = new byte[length];
    }
  }

  void clear() {
    length = 0;
    filled = 0;
  }

  boolean complete() {
    return filled == length;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Takes what belongs to the range from bytes that stand at {@code offset} of the file. */
  void accept(long offset, byte[] source, int from, int count) {
    long next = start + filled;
    if (filled == length || next < offset || next >= offset + count) {
      return;
    }
    int skip = (int) (next - offset);
    int take = Math.min(length - filled, count - skip);
    System.arraycopy(source, from + skip, bytes, filled, take);
    filled += take;
  }

  /**
   * The index in {@link #bytes()} of a file offset, or -1 when {@code count} bytes are not kept.
   */
  int index(long offset, long count) {
    long index = offset - start;
    return index >= 0 && count >= 0 && index <= filled && count <= filled - index
        ? (int) index
        : -1;
  }
}
