package dev.bedplate.tar;

import java.util.Arrays;

/** The fields of one 512-byte header block: v7, ustar, star and GNU forms. */
public final class TarHeader {
  /** Bytes of a block. */
  public static final int SIZE = 512;

  /** What a number is given as that is none. */
  public static final long BAD = -1;

  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_END = 156;

  /** The block, to be filled by the reader. */
  public final byte[] block = new byte[SIZE];

  /** Whether it is the mark of the end. */
  public boolean zero() {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** Old writers summed signed bytes; both sums are accepted, as everywhere. */
  public boolean checksumMatches() {
    long expected = number(CHECKSUM, 8);
    int unsigned = 0;
    int signed = 0;
    for (int i = 0; i < SIZE; i++) {
      byte value = i >= CHECKSUM && i < CHECKSUM_END ? (byte) ' ' : block[i];
      unsigned += value & 0xff;
      signed += value;
    }
    return expected == unsigned || expected == signed;
  }

  /** The kind of the entry ({@code typeflag}). */
  public char flag() {
    return (char) (block[156] & 0xff);
  }

  /** Stored bytes of the content, or {@link #BAD}. */
  public long size() {
    return number(124, 12);
  }

  /** The permission bits, 0 when they are no number. */
  public int mode() {
    return (int) Math.max(0, number(100, 8)) & 07777;
  }

  /** Where a link leads. */
  public byte[] link() {
    return text(157, 100);
  }

  /** The name, with its prefix. */
  public byte[] name() {
    byte[] name = text(0, 100);
    if (!startsWith(257, "ustar\0")) {
      return name;
    }
    byte[] prefix = text(345, startsWith(508, "tar\0") ? 131 : 155);
    if (prefix.length == 0) {
      return name;
    }
    byte[] joined = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
    joined[prefix.length] = '/';
    System.arraycopy(name, 0, joined, prefix.length + 1, name.length);
    return joined;
  }

  /** Whether it is one of GNU tar; star has another layout under the same flag. */
  public boolean gnu() {
    return startsWith(257, "ustar  \0");
  }

  /** The size of a GNU sparse file with its holes, or {@link #BAD}. */
  public long sparseSize() {
    return number(483, 12);
  }

  /** Adds the parts of a GNU sparse file in this header; false when one is no number. */
  public boolean sparseParts(SparseMap.Builder parts) {
    return sparseParts(386, 4, parts);
  }

  /** The same for a block that continues a header. */
  public boolean furtherSparseParts(SparseMap.Builder parts) {
    return sparseParts(0, 21, parts);
  }

  private boolean sparseParts(int from, int count, SparseMap.Builder parts) {
    for (int at = from; at < from + 24 * count && block[at] != 0; at += 24) {
      long offset = number(at, 12);
      long length = number(at + 12, 12);
      if (offset < 0 || length < 0) {
        return false;
      }
      parts.add(offset);
      parts.add(length);
    }
    return true;
  }

  /** Whether a GNU sparse header is continued in a further block. */
  public boolean sparseContinues() {
    return block[482] != 0;
  }

  /** The same for a block that continues one. */
  public boolean sparseContinuesFurther() {
    return block[504] != 0;
  }

  /** An octal number, or a positive base-256 one as GNU tar writes for large values. */
  private long number(int from, int length) {
    return (block[from] & 0x80) != 0 ? binary(from, length) : octal(from, length);
  }

  private long binary(int from, int length) {
    if ((block[from] & 0x40) != 0) {
      return BAD;
    }
    long value = block[from] & 0x3f;
    for (int i = from + 1; i < from + length; i++) {
      if (value > Long.MAX_VALUE >>> 8) {
        return BAD;
      }
      value = value << 8 | (block[i] & 0xff);
    }
    return value;
  }

  private long octal(int from, int length) {
    int i = from;
    int end = from + length;
    while (i < end && (block[i] == ' ' || block[i] == 0)) {
      i++;
    }
    long value = 0;
    while (i < end && block[i] >= '0' && block[i] <= '7') {
      value = value << 3 | (block[i++] - '0');
    }
    while (i < end && (block[i] == ' ' || block[i] == 0)) {
      i++;
    }
    return i == end ? value : BAD;
  }

  private byte[] text(int from, int length) {
    int end = from;
    while (end < from + length && block[end] != 0) {
      end++;
    }
    return Arrays.copyOfRange(block, from, end);
  }

  private boolean startsWith(int from, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (block[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
