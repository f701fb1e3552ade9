package dev.bedplate.inspect.layer;

import dev.bedplate.source.ImageUnavailableException;
import java.io.InputStream;

/**
 * The data frames of a Zstandard stream (RFC 8878), without the skippable frames that indexed
 * layers carry and the decoder does not know, and with a bound on the window a frame may ask for.
 */
final class ZstdFrames extends InputStream {
  static final int MAGIC = 0xfd2fb528;

  /** What the decoder can keep. */
  private static final long LARGEST_WINDOW = 8L * 1024 * 1024;

  private final StoredBytes stored;
  private final LayerName name;

  /** Frame and block headers on their way to the decoder. */
  private final byte[] header = new byte[18];

  private int headerPosition;
  private int headerLimit;
  private long body;
  private boolean inFrame;
  private boolean lastBlock;
  private boolean checksum;

  ZstdFrames(StoredBytes stored, LayerName name) {
    this.stored = stored;
    this.name = name;
  }

  static int littleEndian(byte[] bytes, int from) {
    return (bytes[from] & 0xff)
        | (bytes[from + 1] & 0xff) << 8
        | (bytes[from + 2] & 0xff) << 16
        | bytes[from + 3] << 24;
  }

  static boolean skippable(int magic) {
    return (magic & 0xfffffff0) == 0x184d2a50;
  }

  @Override
  public int read() throws ImageUnavailableException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws ImageUnavailableException {
    if (length == 0) {
      return 0;
    }
    if (headerPosition == headerLimit && body == 0 && !advance()) {
      return -1;
    }
    if (headerPosition < headerLimit) {
      int count = Math.min(length, headerLimit - headerPosition);
      System.arraycopy(header, headerPosition, into, from, count);
      headerPosition += count;
      return count;
    }
    if (stored.exhausted()) {
      throw truncated();
    }
    int count = (int) Math.min(Math.min(length, body), stored.limit - stored.position);
    System.arraycopy(stored.buffer, stored.position, into, from, count);
    stored.position += count;
    body -= count;
    return count;
  }

  /** Prepares the next header to hand out; false at the end. */
  private boolean advance() throws ImageUnavailableException {
    headerPosition = 0;
    headerLimit = 0;
    if (!inFrame) {
      return frame();
    }
    if (!lastBlock) {
      block();
      return true;
    }
    inFrame = false;
    if (checksum) {
      body = 4;
      return true;
    }
    return frame();
  }

  private boolean frame() throws ImageUnavailableException {
    while (!stored.exhausted()) {
      int magic = (int) number(4);
      if (magic == MAGIC) {
        frameHeader();
        return true;
      }
      headerLimit = 0;
      if (!skippable(magic)) {
        throw name.invalid("the layer is not zstd although its media type says so");
      }
      long length = number(4);
      headerLimit = 0;
      for (long i = 0; i < length; i++) {
        next();
      }
    }
    return false;
  }

  private void frameHeader() throws ImageUnavailableException {
    int descriptor = (int) number(1);
    boolean singleSegment = (descriptor & 0x20) != 0;
    checksum = (descriptor & 4) != 0;
    long window = singleSegment ? 0 : window((int) number(1));
    if (number(new int[] {0, 1, 2, 4}[descriptor & 3]) != 0) {
      throw name.invalid("the zstd stream asks for a dictionary");
    }
    int sizeBytes = new int[] {singleSegment ? 1 : 0, 2, 4, 8}[descriptor >>> 6];
    long content = number(sizeBytes) + (sizeBytes == 2 ? 256 : 0);
    if (singleSegment) {
      window = content;
    }
    if (window < 0 || window > LARGEST_WINDOW) {
      throw name.exceeds(
          "the zstd stream asks for a window of "
              + Long.toUnsignedString(window)
              + " bytes, at most "
              + LARGEST_WINDOW
              + " are allowed");
    }
    inFrame = true;
    lastBlock = false;
  }

  private static long window(int descriptor) {
    long base = 1L << (10 + (descriptor >>> 3));
    return base + base / 8 * (descriptor & 7);
  }

  private void block() throws ImageUnavailableException {
    int block = (int) number(3);
    lastBlock = (block & 1) != 0;
    boolean repeated = ((block >>> 1) & 3) == 1;
    body = repeated ? 1 : block >>> 3;
  }

  /** Reads a little-endian number and keeps its bytes for the decoder. */
  private long number(int length) throws ImageUnavailableException {
    long value = 0;
    for (int i = 0; i < length; i++) {
      int next = next();
      header[headerLimit++] = (byte) next;
      value |= (long) next << (8 * i);
    }
    return value;
  }

  private int next() throws ImageUnavailableException {
    if (stored.exhausted()) {
      throw truncated();
    }
    return stored.buffer[stored.position++] & 0xff;
  }

  private ImageUnavailableException truncated() {
    return name.invalid("the zstd stream is truncated");
  }
}
