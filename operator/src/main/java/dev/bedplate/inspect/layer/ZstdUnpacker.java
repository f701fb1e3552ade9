package dev.bedplate.inspect.layer;

import dev.bedplate.inspect.zstd.DamagedException;
import dev.bedplate.inspect.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.IOException;

/** Zstandard, any number of frames. */
final class ZstdUnpacker implements Unpacker {
  private final LayerName name;
  private final WindowRoom room;
  private final ZstdInputStream in;

  ZstdUnpacker(StoredBytes stored, WindowRoom room, LayerName name) {
    this.name = name;
    this.room = room;
    in = new ZstdInputStream(stored.stream(), room);
  }

  @Override
  public int unpack(byte[] into, int from) throws IOException {
    try {
      return in.read(into, from, into.length - from);
    } catch (EOFException e) {
      throw name.invalid("the zstd stream is truncated", e);
    } catch (DamagedException e) {
      throw name.invalid("the zstd stream is damaged: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    room.close();
  }
}
