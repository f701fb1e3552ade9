package dev.bedplate.inspect.packages;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes headers of installed packages the way rpm stores them in its databases. */
final class RpmHeaders {
  private static final int STRING = 6;
  private static final int BINARY = 7;
  private static final int INSTALLED_FILES = 1117;
  private static final int SIGNATURE = 268;

  private final ByteArrayOutputStream index = new ByteArrayOutputStream();
  private final ByteArrayOutputStream values = new ByteArrayOutputStream();

  private RpmHeaders() {}

  /** A header of the named package, with {@code padding} bytes of other data. */
  static byte[] header(String name, String version, String release, int padding) {
    var header = new RpmHeaders();
    header.add(SIGNATURE, BINARY, padding, new byte[padding]);
    header.text(1000, name);
    header.text(1001, version);
    header.text(1002, release);
    header.text(INSTALLED_FILES, "/etc/" + name);
    return header.bytes();
  }

  static byte[] header(String name, String version) {
    return header(name, version, "1", 0);
  }

  private void text(int tag, String value) {
    add(tag, STRING, 1, (value + "\0").getBytes(StandardCharsets.UTF_8));
  }

  private void add(int tag, int type, int count, byte[] value) {
    var entry = ByteBuffer.allocate(16);
    entry.putInt(tag).putInt(type).putInt(values.size()).putInt(count);
    index.writeBytes(entry.array());
    values.writeBytes(value);
  }

  private byte[] bytes() {
    return ByteBuffer.allocate(8 + index.size() + values.size())
        .putInt(index.size() / 16)
        .putInt(values.size())
        .put(index.toByteArray())
        .put(values.toByteArray())
        .array();
  }
}
