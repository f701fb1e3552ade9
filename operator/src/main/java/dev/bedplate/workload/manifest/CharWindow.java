package dev.bedplate.workload.manifest;

import java.io.IOException;
import java.io.Reader;

/** Characters one after another, with a look at a few that come next. */
final class CharWindow {
  static final int END = -1;
  static final int SIZE = 16 * 1024;
  private final Reader in;
  private final char[] buffer = new char[SIZE];
  private int at;
  private int limit;
  private int line = 1;
  private boolean lineStart = true;

  CharWindow(Reader in) {
    this.in = in;
  }

  /** The line, from 1, of the next character. */
  int line() {
    return line;
  }

  /** Whether the next character is the first of its line. */
  boolean lineStart() {
    return lineStart;
  }

  /** The character {@code ahead} of the next one, or {@link #END}; {@code ahead} is below 16. */
  int peek(int ahead) throws IOException {
    while (at + ahead >= limit) {
      if (!fill()) {
        return END;
      }
    }
    return buffer[at + ahead];
  }

  /** Whether the document surely ends among the characters that are held at once. */
  boolean holdsSeparator() throws IOException {
    while (limit - at < SIZE && fill()) {
      // One look must do.
    }
    for (int i = at; i < limit - 3; i++) {
      boolean dashes = buffer[i + 1] == '-' && buffer[i + 2] == '-' && buffer[i + 3] == '-';
      if (dashes && buffer[i] == '\n') {
        return true;
      }
    }
    return limit - at < SIZE;
  }

  private boolean fill() throws IOException {
    System.arraycopy(buffer, at, buffer, 0, limit - at);
    limit -= at;
    at = 0;
    int read = in.read(buffer, limit, SIZE - limit);
    limit += Math.max(0, read);
    return read > 0;
  }

  /** The next character, which must be there, and on to the one after it. */
  char take() throws IOException {
    char c = (char) peek(0);
    at++;
    lineStart = c == '\n' || (c == '\r' && peek(0) != '\n');
    if (lineStart) {
      line++;
    }
    return c;
  }

  /** On to the next character, which counts as nothing: the line still starts after it. */
  void drop() {
    at++;
  }
}
