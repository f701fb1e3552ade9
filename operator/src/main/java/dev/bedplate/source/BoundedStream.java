package dev.bedplate.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Delivers at most a given number of bytes and notes every one of them in {@link Traffic}. */
public final class BoundedStream extends FilterInputStream {
  private final Traffic traffic;
  private long left;

  public BoundedStream(InputStream in, long limit, Traffic traffic) {
    super(in);
    this.left = limit;
    this.traffic = traffic;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count = left == 0 ? -1 : super.read(buffer, offset, (int) Math.min(length, left));
    if (count > 0) {
      left -= count;
      traffic.received(count);
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(Math.min(count, left));
    left -= skipped;
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(super.available(), left);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
