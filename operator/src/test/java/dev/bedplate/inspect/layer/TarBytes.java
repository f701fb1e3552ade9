package dev.bedplate.inspect.layer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes tars block by block, valid ones and others. */
final class TarBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  TarBytes file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  TarBytes file(String name, byte[] content) {
    return entry('0', name, "", content);
  }

  TarBytes directory(String name) {
    return entry('5', name, "", new byte[0]);
  }

  TarBytes link(char flag, String name, String target) {
    return entry(flag, name, target, new byte[0]);
  }

  TarBytes entry(char flag, String name, String target, byte[] content) {
    byte[] header = header(flag, name, target, content.length);
    return raw(checked(header)).content(content);
  }

  TarBytes pax(String... keysAndValues) {
    var records = new ByteArrayOutputStream();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      byte[] record =
          (" " + keysAndValues[i] + "=" + keysAndValues[i + 1] + "\n")
              .getBytes(StandardCharsets.UTF_8);
      int length = record.length + 1;
      while (String.valueOf(length).length() + record.length != length) {
        length++;
      }
      records.writeBytes(String.valueOf(length).getBytes(StandardCharsets.UTF_8));
      records.writeBytes(record);
    }
    return entry('x', "PaxHeader", "", records.toByteArray());
  }

  TarBytes content(byte[] content) {
    return raw(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
  }

  TarBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  byte[] open() {
    return out.toByteArray();
  }

  byte[] end() {
    return raw(new byte[1024]).open();
  }

  static byte[] header(char flag, String name, String target, long size) {
    byte[] header = new byte[512];
    text(header, 0, name);
    text(header, 100, "0000755");
    text(header, 124, String.format("%011o", size));
    header[156] = (byte) flag;
    text(header, 157, target);
    text(header, 257, "ustar");
    text(header, 263, "00");
    return header;
  }

  static byte[] checked(byte[] header) {
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    text(header, 148, String.format("%06o", sum));
    header[154] = 0;
    return header;
  }

  static void text(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
