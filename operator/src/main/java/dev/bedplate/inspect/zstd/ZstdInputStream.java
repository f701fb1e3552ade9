package dev.bedplate.inspect.zstd;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of all frames of a stream, one after the other; frames that are to be skipped are.
 * Checksums are not looked at: whoever reads an image knows the digest of what comes out.
 */
public final class ZstdInputStream extends InputStream {
  private static final int MAGIC = 0xfd2fb528;

  /** As far as places in a window are counted; who gives the memory allows less. */
  private static final long MOST_WINDOW = 1L << 30;

  private final InputStream in;
  private final BlockDecoder decoder;
  private final WindowMemory memory;
  private final byte[] block = new byte[BlockDecoder.MOST_BYTES + BlockDecoder.PADDING];
  private boolean inFrame;
  private boolean lastBlock;
  private boolean checksum;

  /** The frames that {@code in} has, which is closed with this. */
  public ZstdInputStream(InputStream in, WindowMemory memory) {
    this.in = in;
    this.memory = memory;
    decoder = new BlockDecoder(memory);
  }

  /** Whether bytes begin a frame, or one that is to be skipped. */
  public static boolean begins(byte[] bytes, int from, int to) {
    if (to - from < 4) {
      return false;
    }
    int magic = 0;
    for (int i = 0; i < 4; i++) {
      magic |= (bytes[from + i] & 0xff) << (8 * i);
    }
    return magic == MAGIC || isSkippable(magic);
  }

  private static boolean isSkippable(int magic) {
    return (magic & 0xfffffff0) == 0x184d2a50;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * Throws {@link DamagedException} or {@link EOFException} when the stream is not as it must be.
   */
  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (decoder.unread() == 0) {
      if (!inFrame && !frame()) {
        return -1;
      }
      if (lastBlock) {
        end();
      } else {
        block();
      }
    }
    return decoder.read(into, from, length);
  }

  private void end() throws IOException {
    inFrame = false;
    if (checksum) {
      fill(4);
    }
  }

  /** Reads until a frame begins; false when there is none. */
  private boolean frame() throws IOException {
    int first = in.read();
    while (first >= 0) {
      int magic = (int) (first | number(3) << 8);
      if (magic == MAGIC) {
        header();
        return true;
      }
      if (!isSkippable(magic)) {
        throw new DamagedException("something that is no frame");
      }
      in.skipNBytes(number(4));
      first = in.read();
    }
    return false;
  }

  private void header() throws IOException {
    int descriptor = (int) number(1);
    boolean single = (descriptor & 0x20) != 0;
    checksum = (descriptor & 4) != 0;
    if ((descriptor & 8) != 0) {
      throw new DamagedException("a reserved kind of frame");
    }
    long window = single ? 0 : window((int) number(1));
    if (number(new int[] {0, 1, 2, 4}[descriptor & 3]) != 0) {
      throw new DamagedException("a dictionary, which nobody has");
    }
    int length = new int[] {single ? 1 : 0, 2, 4, 8}[descriptor >>> 6];
    long content = number(length) + (length == 2 ? 256 : 0);
    long size = single ? content : window;
    memory.frame(size < 0 ? Long.MAX_VALUE : size);
    if (size > MOST_WINDOW || size < 0) {
      throw new DamagedException("a window of " + Long.toUnsignedString(size) + " bytes");
    }
    decoder.frame(size);
    inFrame = true;
    lastBlock = false;
  }

  private static long window(int descriptor) {
    long base = 1L << (10 + (descriptor >>> 3));
    return base + base / 8 * (descriptor & 7);
  }

  private void block() throws IOException {
    int header = (int) number(3);
    lastBlock = (header & 1) != 0;
    int size = header >>> 3;
    if (size > BlockDecoder.MOST_BYTES) {
      throw new DamagedException("a block of " + size + " bytes");
    }
    switch ((header >>> 1) & 3) {
      case 0 -> {
        fill(size);
        decoder.raw(block, size);
      }
      case 1 -> {
        fill(1);
        decoder.repeated(block[0], size);
      }
      case 2 -> {
        fill(size);
        decoder.compressed(block, size);
      }
      default -> throw new DamagedException("a reserved kind of block");
    }
  }

  private void fill(int length) throws IOException {
    if (in.readNBytes(block, 0, length) < length) {
      throw new EOFException();
    }
  }

  private long number(int length) throws IOException {
    long number = 0;
    for (int i = 0; i < length; i++) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      number |= (long) next << (8 * i);
    }
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
