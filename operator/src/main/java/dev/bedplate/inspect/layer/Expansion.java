package dev.bedplate.inspect.layer;

import dev.bedplate.tar.SparseMap;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A file with holes as programs read it, from the parts that the tar has. */
final class Expansion implements Chunks {
  private final TarInput input;
  private final SparseMap map;
  private final long size;
  private final Guard guard;
  private final Chunk chunk = new Chunk(64 * 1024);
  private long position;
  private long consumed;
  private int part;

  Expansion(TarInput input, SparseMap map, long size, Guard guard) {
    this.input = input;
    this.map = map;
    this.size = size;
    this.guard = guard;
  }

  /** How many bytes of the tar have been used. */
  long consumed() {
    return consumed;
  }

  @Override
  public @Nullable Chunk next() throws IOException {
    guard.check();
    chunk.length = (int) Math.min(chunk.bytes.length, size - position);
    int filled = 0;
    while (filled < chunk.length) {
      filled += fill(filled);
    }
    position += filled;
    return filled == 0 ? null : chunk;
  }

  private int fill(int from) throws IOException {
    long at = position + from;
    while (part < map.count() && map.offset(part) + map.length(part) <= at) {
      part++;
    }
    int room = chunk.length - from;
    if (part == map.count() || map.offset(part) > at) {
      long hole = part == map.count() ? room : map.offset(part) - at;
      int zeros = (int) Math.min(room, hole);
      Arrays.fill(chunk.bytes, from, from + zeros, (byte) 0);
      return zeros;
    }
    int wanted = (int) Math.min(room, map.offset(part) + map.length(part) - at);
    int read = input.read(chunk.bytes, from, wanted);
    consumed += read;
    // A tar that ends too early is found out when the rest of the entry is passed over.
    Arrays.fill(chunk.bytes, from + read, from + wanted, (byte) 0);
    return wanted;
  }
}
