package dev.bedplate.source.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** One header block of a tar (POSIX ustar, GNU numbers). */
record TarHeader(String path, char type, long size, String link) {
  static final int BLOCK = 512;
  private static final int CHECKSUM = 148;

  static TarHeader parse(byte[] block) throws IOException {
    if (checksum(block) != number(block, CHECKSUM, 8)) {
      throw new IOException("not a tar archive: a header has a wrong checksum");
    }
    boolean ustar = field(block, 257, 6).equals("ustar");
    String prefix = ustar ? field(block, 345, 155) : "";
    String name = field(block, 0, 100);
    return new TarHeader(
        prefix.isEmpty() ? name : prefix + "/" + name,
        (char) (block[156] & 0xff),
        number(block, 124, 12),
        field(block, 157, 100));
  }

  /** This header with what a PAX or GNU extension before it says instead. */
  TarHeader with(Map<String, String> extension) throws IOException {
    String size = extension.get("size");
    try {
      long bytes = size == null ? this.size : Long.parseLong(size);
      if (bytes < 0) {
        throw new IOException("a PAX header gives the size " + size);
      }
      return new TarHeader(
          extension.getOrDefault("path", path),
          type,
          holdsBytes() ? bytes : 0,
          extension.getOrDefault("linkpath", link));
    } catch (NumberFormatException e) {
      throw new IOException("a PAX header gives the size " + size, e);
    }
  }

  private boolean holdsBytes() {
    return type < '1' || type > '6';
  }

  static Map<String, String> pax(byte[] content) throws IOException {
    Map<String, String> records = new HashMap<>();
    int at = 0;
    while (at < content.length) {
      int space = at;
      int length = 0;
      while (space < content.length && content[space] >= '0' && content[space] <= '9') {
        length = Math.min(length * 10 + content[space] - '0', 100_000_000);
        space++;
      }
      if (length <= space - at + 1 || at + length > content.length) {
        throw new IOException("a PAX header is malformed");
      }
      String text = new String(content, space + 1, at + length - space - 2, StandardCharsets.UTF_8);
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw new IOException("a PAX header is malformed");
      }
      records.put(text.substring(0, equals), text.substring(equals + 1));
      at += length;
    }
    return records;
  }

  static String text(byte[] bytes) {
    return field(bytes, 0, bytes.length);
  }

  private static String field(byte[] block, int offset, int width) {
    int end = offset;
    while (end < offset + width && block[end] != 0) {
      end++;
    }
    return new String(block, offset, end - offset, StandardCharsets.UTF_8);
  }

  private static long number(byte[] block, int offset, int width) throws IOException {
    if ((block[offset] & 0x80) != 0) {
      return binary(Arrays.copyOfRange(block, offset, offset + width));
    }
    String digits = field(block, offset, width).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits, 8) & Long.MAX_VALUE;
    } catch (NumberFormatException e) {
      throw new IOException("not a tar archive: a header holds the number " + digits, e);
    }
  }

  private static long binary(byte[] bytes) throws IOException {
    bytes[0] &= 0x7f;
    java.math.BigInteger value = new java.math.BigInteger(1, bytes);
    if (value.bitLength() > 62) {
      throw new IOException("a tar header gives the size " + value);
    }
    return value.longValue();
  }

  private static long checksum(byte[] block) {
    long sum = 0;
    for (int i = 0; i < block.length; i++) {
      sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : block[i] & 0xff;
    }
    return sum;
  }
}
