package dev.bedplate.inspect.packages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A binary file held in pieces of 1 MiB, so that its size is never allocated at once or doubled.
 */
final class Chunks {
  private static final int SHIFT = 20;
  private static final int SIZE = 1 << SHIFT;
  private final List<byte[]> chunks = new ArrayList<>();
  private long length;

  static Chunks read(InputStream in, int maxBytes, Memory memory)
      throws IOException, MalformedDatabaseException {
    var result = new Chunks();
    while (result.more(in, maxBytes, memory)) {
      // piece by piece
    }
    return result;
  }

  /** Reads one more piece; false when it was the last. */
  boolean more(InputStream in, int maxBytes, Memory memory)
      throws IOException, MalformedDatabaseException {
    memory.take(SIZE);
    byte[] chunk = in.readNBytes(SIZE);
    chunks.add(chunk);
    length += chunk.length;
    if (length > maxBytes) {
      throw new MalformedDatabaseException("it is larger than " + maxBytes + " bytes");
    }
    return chunk.length == SIZE;
  }

  long length() {
    return length;
  }

  int u8(long position) throws MalformedDatabaseException {
    if (position < 0 || position >= length) {
      throw new MalformedDatabaseException(
          "it refers to byte " + position + " but is only " + length + " bytes long");
    }
    return chunks.get((int) (position >>> SHIFT))[(int) (position & (SIZE - 1))] & 0xff;
  }

  int u16(long position) throws MalformedDatabaseException {
    return u8(position) << 8 | u8(position + 1);
  }

  long u32(long position) throws MalformedDatabaseException {
    return (long) u16(position) << 16 | u16(position + 2);
  }

  long u32little(long position) throws MalformedDatabaseException {
    return Integer.toUnsignedLong(Integer.reverseBytes((int) u32(position)));
  }

  /** Copies {@code count} bytes to {@code target} at {@code offset}. */
  void copy(long position, byte[] target, int offset, int count) throws MalformedDatabaseException {
    if (count > 0) {
      u8(position);
      u8(position + count - 1);
    }
    int done = 0;
    while (done < count) {
      int from = (int) ((position + done) & (SIZE - 1));
      int step = Math.min(count - done, SIZE - from);
      byte[] chunk = chunks.get((int) ((position + done) >>> SHIFT));
      System.arraycopy(chunk, from, target, offset + done, step);
      done += step;
    }
  }

  boolean startsWith(String magic) throws MalformedDatabaseException {
    byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < expected.length; i++) {
      if (i >= length || u8(i) != (expected[i] & 0xff)) {
        return false;
      }
    }
    return true;
  }

  /** The content as a stream. */
  InputStream stream() {
    var streams = chunks.stream().<InputStream>map(java.io.ByteArrayInputStream::new).toList();
    return new java.io.SequenceInputStream(java.util.Collections.enumeration(streams));
  }
}
