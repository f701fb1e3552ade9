package dev.bedplate.inspect.packages;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of a text of bounded size; only the beginning of an overlong line is kept. */
final class Lines {
  private static final int KEPT = 4096;
  private final InputStream in;
  private final int maxBytes;
  private final byte[] line = new byte[KEPT];
  private long total;
  private boolean terminated = true;

  Lines(InputStream in, int maxBytes) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.maxBytes = maxBytes;
  }

  /** The next line without its end, or null at the end of the text. */
  @Nullable String next() throws IOException, MalformedDatabaseException {
    int length = 0;
    int read = in.read();
    if (read < 0) {
      return null;
    }
    while (read >= 0 && read != '\n') {
      if (read == 0) {
        throw new MalformedDatabaseException("it holds binary data where text is expected");
      }
      if (length < KEPT) {
        line[length++] = (byte) read;
      }
      count();
      read = in.read();
    }
    terminated = read == '\n';
    count();
    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    return new String(line, 0, end, StandardCharsets.UTF_8);
  }

  /** Whether the last line had an end. */
  boolean terminated() {
    return terminated;
  }

  private void count() throws MalformedDatabaseException {
    if (++total > maxBytes + 1L) {
      throw new MalformedDatabaseException("it is larger than " + maxBytes + " bytes");
    }
  }
}
