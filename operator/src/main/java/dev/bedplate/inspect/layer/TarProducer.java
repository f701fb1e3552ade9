package dev.bedplate.inspect.layer;

import java.io.IOException;

/** Fills chunks with unpacked bytes and keeps the limits on how much a layer may expand. */
final class TarProducer {
  /** A small layer may be anything, so the ratio counts only from here on. */
  private static final long RATIO_FROM = 64L * 1024 * 1024;

  private final Unpacker unpacker;
  private final StoredBytes stored;
  private final Limits limits;
  private final LayerName name;
  private final Guard guard;
  private long count;

  TarProducer(Unpacker unpacker, StoredBytes stored, Limits limits, LayerName name, Guard guard) {
    this.unpacker = unpacker;
    this.stored = stored;
    this.limits = limits;
    this.name = name;
    this.guard = guard;
  }

  /** Fills the chunk as far as there are bytes; false when there were none. */
  boolean fill(Chunk chunk) throws IOException {
    guard.check();
    int length = 0;
    while (length < chunk.bytes.length) {
      int more = unpacker.unpack(chunk.bytes, length);
      if (more < 0) {
        break;
      }
      length += more;
    }
    chunk.length = length;
    count += length;
    checkSize();
    return length > 0;
  }

  private void checkSize() throws IOException {
    if (count > limits.unpackedLayerBytes()) {
      throw name.exceeds(
          "its tar is larger than the limit of " + limits.unpackedLayerBytes() + " bytes");
    }
    if (count > RATIO_FROM && count / limits.expansionRatio() > stored.count()) {
      throw name.exceeds(
          "it expands to more than "
              + limits.expansionRatio()
              + " times its stored size, the limit ("
              + stored.count()
              + " stored bytes became "
              + count
              + ")");
    }
  }
}
