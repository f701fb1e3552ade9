package dev.bedplate.inspect.layer;

import java.io.IOException;

/** A tar stored as it is. */
final class PlainUnpacker implements Unpacker {
  private final StoredBytes stored;

  PlainUnpacker(StoredBytes stored) {
    this.stored = stored;
  }

  @Override
  public int unpack(byte[] into, int from) throws IOException {
    if (stored.exhausted()) {
      return -1;
    }
    int length = Math.min(into.length - from, stored.limit - stored.position);
    System.arraycopy(stored.buffer, stored.position, into, from, length);
    stored.position += length;
    return length;
  }
}
