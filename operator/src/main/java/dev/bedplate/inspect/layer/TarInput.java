package dev.bedplate.inspect.layer;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The bytes of a tar as a window that moves over its chunks, hashed on the way. */
final class TarInput {
  private static final byte[] NONE = {};

  private final Chunks chunks;
  private final @Nullable MessageDigest hash;

  byte[] bytes = NONE;
  int position;
  int limit;
  private long before;

  /** A window over chunks; what is not the tar itself is not hashed. */
  TarInput(Chunks chunks, @Nullable MessageDigest hash) {
    this.chunks = chunks;
    this.hash = hash;
  }

  /** Bytes consumed so far. */
  long offset() {
    return before + position;
  }

  /** The bytes in the window. */
  int available() {
    return limit - position;
  }

  /** Whether nothing is left; moves the window on when it is used up. */
  boolean exhausted() throws IOException {
    if (position < limit) {
      return false;
    }
    before += limit;
    position = 0;
    limit = 0;
    @Nullable Chunk chunk = chunks.next();
    if (chunk == null) {
      bytes = NONE;
      return true;
    }
    bytes = chunk.bytes;
    limit = chunk.length;
    if (hash != null) {
      hash.update(bytes, 0, limit);
    }
    return false;
  }

  /** Copies up to {@code length} bytes; fewer only at the end. */
  int read(byte[] into, int from, int length) throws IOException {
    int done = 0;
    while (done < length && !exhausted()) {
      int count = Math.min(length - done, available());
      System.arraycopy(bytes, position, into, from + done, count);
      position += count;
      done += count;
    }
    return done;
  }

  /** Passes over up to {@code length} bytes and returns how many there were. */
  long skip(long length) throws IOException {
    long left = length;
    while (left > 0 && !exhausted()) {
      int count = (int) Math.min(left, available());
      position += count;
      left -= count;
    }
    return length - left;
  }

  /** Reads on to the end, so that the hash covers everything, and returns the length of the tar. */
  long drain() throws IOException {
    while (!exhausted()) {
      position = limit;
    }
    return offset();
  }

  /** The content of one entry for a reader that pulls; bounded by the entry. */
  static final class Content extends InputStream {
    private final TarInput input;
    private long left;

    Content(TarInput input, long size) {
      this.input = input;
      this.left = size;
    }

    long left() {
      return left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left == 0) {
        return -1;
      }
      int count = input.read(into, from, (int) Math.min(length, left));
      left -= count;
      return count == 0 ? -1 : count;
    }
  }
}
