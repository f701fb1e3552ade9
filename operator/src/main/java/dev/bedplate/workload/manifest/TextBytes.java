package dev.bedplate.workload.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Bytes to text as kubectl reads them: UTF-8, or UTF-16 where a byte order mark says so; what is
 * neither becomes U+FFFD.
 */
final class TextBytes {
  private TextBytes() {}

  static Reader reader(InputStream in) throws IOException {
    var pushback = new PushbackInputStream(in, 2);
    byte[] first = pushback.readNBytes(2);
    Charset charset = charset(first);
    if (charset.equals(StandardCharsets.UTF_8)) {
      pushback.unread(first);
    }
    return new InputStreamReader(pushback, charset);
  }

  private static Charset charset(byte[] first) {
    int mark = first.length < 2 ? 0 : ((first[0] & 0xFF) << 8) | (first[1] & 0xFF);
    return switch (mark) {
      case 0xFEFF -> StandardCharsets.UTF_16BE;
      case 0xFFFE -> StandardCharsets.UTF_16LE;
      default -> StandardCharsets.UTF_8;
    };
  }
}
