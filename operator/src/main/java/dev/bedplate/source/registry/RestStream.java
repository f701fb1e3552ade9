package dev.bedplate.source.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What follows the first bytes of a stream; those are read past when the rest is asked for. */
final class RestStream extends FilterInputStream {
  private long unwanted;

  RestStream(InputStream in, long unwanted) {
    super(in);
    this.unwanted = unwanted;
  }

  @Override
  public int read() throws IOException {
    skipUnwanted();
    return in.read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    skipUnwanted();
    return in.read(target, offset, length);
  }

  private void skipUnwanted() throws IOException {
    if (unwanted > 0) {
      in.skipNBytes(unwanted);
      unwanted = 0;
    }
  }
}
