package dev.bedplate.inspect.elf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes ELF files byte by byte: headers, interpreter, string table, filler, dynamic section. */
public final class TinyElf {
  private final boolean wide;
  private final boolean bigEndian;
  private int type = 3;
  private long entry = 0x1000;
  private int machine = 62;
  private @Nullable String interpreter;
  private final List<long[]> dynamic = new ArrayList<>();
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
  private byte[] filler = {};
  private boolean stringsLast;
  private boolean withDynamic;

  TinyElf(boolean wide, boolean bigEndian) {
    this.wide = wide;
    this.bigEndian = bigEndian;
    strings.write(0);
  }

  /** A position-independent program for glibc. */
  public static byte[] program() {
    return new TinyElf(true, false)
        .interpreter("/lib64/ld-linux-x86-64.so.2")
        .text(1, "libc.so.6")
        .tag(0x6fff_fffb, 0x0800_0001)
        .bytes();
  }

  /** The loader or library of a C library, or BusyBox, that says so in a text. */
  public static byte[] withBanner(String banner) {
    var elf = new TinyElf(true, false).filler(banner.getBytes(StandardCharsets.UTF_8));
    return (banner.startsWith("GNU C Library") ? elf.text(14, "libc.so.6") : elf.tag(24, 0))
        .bytes();
  }

  /** A program for musl. */
  public static byte[] muslProgram(String banner) {
    return new TinyElf(true, false)
        .interpreter("/lib/ld-musl-x86_64.so.1")
        .text(1, "libc.musl-x86_64.so.1")
        .filler(banner.getBytes(StandardCharsets.UTF_8))
        .bytes();
  }

  /** Without an entry point, as most libraries are. */
  TinyElf library() {
    entry = 0;
    return this;
  }

  /**
   * Moves the program headers behind everything else and {@code padding} more bytes, as tools do
   * that rewrite binaries; the interpreter stays, or goes with them.
   */
  public static byte[] movedHeaders(byte[] wide, int padding, boolean interpreterToo) {
    byte[] file = Arrays.copyOf(wide, wide.length + padding + 4 * 56 + 256);
    int at = wide.length + padding;
    System.arraycopy(wide, 64, file, at, 4 * 56);
    Arrays.fill(file, 64, 64 + 4 * 56, (byte) 0);
    ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(32, at);
    int interpreter = at + 2 * 56;
    if (interpreterToo) {
      int from = (int) words.getLong(interpreter + 8);
      int length = (int) words.getLong(interpreter + 32);
      System.arraycopy(file, from, file, at + 4 * 56, length);
      Arrays.fill(file, from, from + length, (byte) 0);
      words.putLong(interpreter + 8, at + 4 * 56);
    }
    return file;
  }

  TinyElf type(int type) {
    this.type = type;
    return this;
  }

  TinyElf machine(int machine) {
    this.machine = machine;
    return this;
  }

  TinyElf interpreter(String path) {
    interpreter = path;
    return this;
  }

  TinyElf tag(long tag, long value) {
    withDynamic = true;
    dynamic.add(new long[] {tag, value});
    return this;
  }

  TinyElf text(long tag, String text) {
    int at = strings.size();
    strings.writeBytes((text + "\0").getBytes(StandardCharsets.UTF_8));
    return tag(tag, at);
  }

  /** Bytes between the first segment and the dynamic section. */
  TinyElf filler(byte[] bytes) {
    filler = bytes;
    return this;
  }

  /** Puts the string table behind the dynamic section, as tools that edit binaries do. */
  TinyElf stringsLast() {
    stringsLast = true;
    return this;
  }

  byte[] bytes() {
    int headers = wide ? 64 + 4 * 56 : 52 + 4 * 32;
    byte[] path =
        interpreter == null ? new byte[0] : (interpreter + "\0").getBytes(StandardCharsets.UTF_8);
    int stringsSize = strings.size();
    int interpreterAt = headers;
    int firstEnd = headers + path.length + (stringsLast ? 0 : stringsSize);
    int dynamicAt = firstEnd + filler.length;
    int dynamicSize = withDynamic ? (dynamic.size() + 3) * (wide ? 16 : 8) : 0;
    int stringsAt = stringsLast ? dynamicAt + dynamicSize : headers + path.length;
    int end = dynamicAt + dynamicSize + (stringsLast ? stringsSize : 0);
    ByteBuffer out =
        ByteBuffer.allocate(end).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    fileHeader(out);
    segment(out, 1, 0, 0, firstEnd);
    segment(out, 1, dynamicAt, dynamicAt + 0x1000, end - dynamicAt);
    segment(out, interpreter == null ? 0 : 3, interpreterAt, interpreterAt, path.length);
    segment(out, withDynamic ? 2 : 0, dynamicAt, dynamicAt + 0x1000, dynamicSize);
    out.put(path);
    out.position(stringsAt).put(strings.toByteArray());
    out.position(firstEnd).put(filler);
    if (withDynamic) {
      dynamic.forEach(entry -> pair(out, entry[0], entry[1]));
      pair(out, 5, stringsLast ? stringsAt + 0x1000 : stringsAt);
      pair(out, 10, stringsSize);
      pair(out, 0, 0);
    }
    return out.array();
  }

  private void fileHeader(ByteBuffer out) {
    out.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), (byte) (bigEndian ? 2 : 1), 1});
    out.position(16);
    out.putShort((short) type).putShort((short) machine).putInt(1);
    natural(out, entry);
    natural(out, wide ? 64 : 52);
    natural(out, 0);
    out.putInt(0).putShort((short) (wide ? 64 : 52)).putShort((short) (wide ? 56 : 32));
    out.putShort((short) 4).putShort((short) 0).putShort((short) 0).putShort((short) 0);
  }

  private void segment(ByteBuffer out, int kind, long offset, long address, long size) {
    out.putInt(kind);
    if (wide) {
      out.putInt(4);
    }
    natural(out, offset);
    natural(out, address);
    natural(out, address);
    natural(out, size);
    natural(out, size);
    if (!wide) {
      out.putInt(4);
    }
    natural(out, 1);
  }

  private void pair(ByteBuffer out, long tag, long value) {
    natural(out, tag);
    natural(out, value);
  }

  private void natural(ByteBuffer out, long value) {
    if (wide) {
      out.putLong(value);
    } else {
      out.putInt((int) value);
    }
  }
}
