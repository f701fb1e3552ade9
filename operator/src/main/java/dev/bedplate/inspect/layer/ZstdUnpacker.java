package dev.bedplate.inspect.layer;

import dev.bedplate.source.ImageUnavailableException;
import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.zstd.ZstdJavaInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Zstandard (RFC 8878) in pure Java, any number of frames. */
final class ZstdUnpacker implements Unpacker {
  private final StoredBytes stored;
  private final InputStream in;
  private final LayerName name;

  ZstdUnpacker(StoredBytes stored, LayerName name) {
    this.stored = stored;
    this.name = name;
    this.in = new ZstdJavaInputStream(new ZstdFrames(stored, name));
  }

  @Override
  public int unpack(byte[] into, int from) throws IOException {
    try {
      int count = in.read(into, from, into.length - from);
      if (count < 0 && !stored.exhausted()) {
        throw name.invalid("other bytes follow the zstd stream");
      }
      return count;
    } catch (ImageUnavailableException e) {
      throw e;
    } catch (IOException
        | MalformedInputException
        | IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException
        | ArithmeticException e) {
      throw name.invalid("the zstd stream is damaged: " + e.getMessage(), e);
    }
  }
}
