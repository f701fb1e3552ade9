package dev.bedplate.inspect.packages;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes an ndb database as rpm makes it: one page of slots, then blobs in blocks of 16 bytes. */
final class NdbFile {
  private static final int PAGE = 4096;

  private NdbFile() {}

  /** A database of the given package headers; the slot before each one is free. */
  static byte[] of(byte[]... headers) {
    int size = PAGE;
    for (byte[] header : headers) {
      size += blocks(header) * 16;
    }
    var file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    file.put(magic("RpmP")).putInt(0).putInt(7).putInt(1).putInt(headers.length + 1);
    for (int slot = 32; slot < PAGE; slot += 16) {
      file.put(slot, magic("Slot"));
    }
    int block = PAGE / 16;
    for (int i = 0; i < headers.length; i++) {
      slot(file, 48 + i * 32, i + 1, block, blocks(headers[i]));
      blob(file, block * 16, i + 1, headers[i]);
      block += blocks(headers[i]);
    }
    return file.array();
  }

  private static void slot(ByteBuffer file, int at, int index, int block, int blocks) {
    file.putInt(at + 4, index).putInt(at + 8, block).putInt(at + 12, blocks);
  }

  private static void blob(ByteBuffer file, int at, int index, byte[] header) {
    file.put(at, magic("BlbS")).putInt(at + 4, index).putInt(at + 8, 7);
    file.putInt(at + 12, header.length).put(at + 16, header);
    int tail = at + blocks(header) * 16 - 12;
    file.putInt(tail + 4, header.length).put(tail + 8, magic("BlbE"));
  }

  /** Blocks of the blob with its 16 bytes of head and 12 of tail. */
  private static int blocks(byte[] header) {
    return (16 + header.length + 12 + 15) / 16;
  }

  private static byte[] magic(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
