package dev.bedplate.webhook;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * JSON in UTF-8 with the rest of every text and name beyond {@link #LONGEST} bytes left out, so
 * that none is ever whole in memory. Nothing that counts is as long, and what is longer than any
 * name or image reference may be stays so. Now and then other threads get their turn.
 */
final class ShortTexts extends FilterInputStream {
  /** More than an image reference, a label or any name that is read may have. */
  static final int LONGEST = 16 * 1024;

  private static final int TURN = 64 * 1024;
  private static final int UNICODE_DIGITS = 4;

  private int length;
  private int escaped;
  private boolean inText;
  private boolean leavingOut;
  private int sinceTurn;

  ShortTexts(InputStream in) {
    super(in);
  }

  @Override
  public int read(byte[] buffer, int offset, int size) throws IOException {
    int kept = 0;
    while (kept == 0) {
      int read = in.read(buffer, offset, size);
      if (read <= 0) {
        return read;
      }
      takeTurns(read);
      kept = keep(buffer, offset, read);
    }
    return kept;
  }

  /** A body that comes as fast as it is read would never let go of its thread. */
  @SuppressWarnings("ThreadPriorityCheck") // Else a virtual thread keeps its processor.
  private void takeTurns(int read) {
    sinceTurn += read;
    if (sinceTurn >= TURN) {
      sinceTurn = 0;
      Thread.yield();
    }
  }

  private int keep(byte[] buffer, int offset, int size) {
    int to = offset;
    for (int from = offset; from < offset + size; from++) {
      byte next = buffer[from];
      if (isKept(next)) {
        buffer[to++] = next;
      }
    }
    return to - offset;
  }

  private boolean isKept(byte next) {
    if (!inText) {
      if (next == '"') {
        inText = true;
        leavingOut = false;
        length = 0;
      }
      return true;
    }
    length++;
    if (escaped > 0) {
      escaped = escaped <= UNICODE_DIGITS ? escaped - 1 : next == 'u' ? UNICODE_DIGITS : 0;
      return !leavingOut;
    }
    if (next == '"') {
      inText = false;
      return true;
    }
    // Neither inside an escape, as here, nor inside a character of several bytes.
    leavingOut |= length > LONGEST && (next & 0xc0) != 0x80;
    if (next == '\\') {
      escaped = 1 + UNICODE_DIGITS;
    }
    return !leavingOut;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }
}
