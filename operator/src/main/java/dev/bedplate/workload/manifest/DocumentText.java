package dev.bedplate.workload.manifest;

import java.io.IOException;
import java.io.Reader;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The text of one document of a stream after the other, cut at {@code ---} and {@code ...} before
 * anything is parsed, as kubectl does: a broken document hides none of those after it.
 */
final class DocumentText extends Reader {
  private static final int MAX_UNSEEN = 8 * 1024 * 1024;
  private static final int SMALLEST_PIECE = 2 * 1024;
  private static final int LARGEST_PIECE = 1024 * 1024;
  private static final char MARK = '\uFEFF';
  private static final char REPLACEMENT = '\uFFFD';
  private final CharWindow in;
  private JsonEnd json = new JsonEnd();
  private int unseen;
  private boolean large;
  private int unreadable;
  private int replaced;
  private boolean over = true;
  private TemplateLines templates = new TemplateLines(1);

  DocumentText(Reader in) {
    this.in = new CharWindow(in);
  }

  /** What a document begins with. */
  enum Start {
    SEPARATOR,
    NOTHING,
    END_OF_STREAM
  }

  /** Goes on to the next document, past what is left of this one. */
  Start next() throws IOException {
    while (!ended()) {
      in.take();
    }
    if (in.peek(0) == CharWindow.END) {
      return Start.END_OF_STREAM;
    }
    json = new JsonEnd();
    unseen = 0;
    unreadable = 0;
    boolean separator = in.lineStart() && marker('-');
    if (separator || (in.lineStart() && marker('.'))) {
      in.take();
      in.take();
      in.take();
    }
    over = false;
    skipDirectives();
    large = !in.holdsSeparator();
    templates = new TemplateLines(in.line());
    return separator ? Start.SEPARATOR : Start.NOTHING;
  }

  /** They concern versions of YAML and tags, neither of which matters here. */
  private void skipDirectives() throws IOException {
    while (in.lineStart() && in.peek(0) == '%') {
      do {
        in.take();
      } while (!in.lineStart() && in.peek(0) != CharWindow.END);
    }
  }

  /** The line, from 1, of the next character. */
  int line() {
    return in.line();
  }

  /** The first line of this document with a character that YAML forbids; 0 when there is none. */
  int unreadable() {
    return unreadable;
  }

  /** The first line of the stream with bytes that are no text; 0 when there is none. */
  int replaced() {
    return replaced;
  }

  /** Where this document looks like a template that nobody has rendered. */
  TemplateLines templates() {
    return templates;
  }

  /**
   * How many characters to ask for at once. Whoever reads moves all of an unfinished value for each
   * piece, so pieces of a long one must grow with it; most documents are short.
   */
  int pieces() {
    return large ? LARGEST_PIECE : CharWindow.SIZE;
  }

  /** Whoever reads has made something of what it got so far. */
  void seen() {
    unseen = 0;
  }

  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    int count = 0;
    int piece = Math.min(length, Math.max(SMALLEST_PIECE, unseen));
    while (count < piece && !ended()) {
      int line = in.line();
      char c = in.take();
      json.accept(c);
      look(c, line);
      into[offset + count] = c;
      count++;
    }
    unseen += count;
    if (unseen > MAX_UNSEEN) {
      throw new BrokenNode(
          in.line(), "one value or comment larger than " + MAX_UNSEEN + " characters");
    }
    return count == 0 && length > 0 ? -1 : count;
  }

  private void look(char c, int line) {
    templates.accept(c, line);
    if (c == REPLACEMENT && replaced == 0) {
      replaced = line;
    }
    if (unreadable == 0 && !Character.isSurrogate(c) && !StreamReader.isPrintable(c)) {
      unreadable = line;
    }
  }

  private boolean ended() throws IOException {
    while ((in.lineStart() || json.ended()) && in.peek(0) == MARK) {
      in.drop();
    }
    over =
        over
            || in.peek(0) == CharWindow.END
            || (in.lineStart() && (marker('-') || marker('.')))
            || json.endsBefore(in.peek(0));
    return over;
  }

  /** Whether three of {@code c} stand here that separate documents, or end one. */
  private boolean marker(char c) throws IOException {
    if (in.peek(0) != c || in.peek(1) != c || in.peek(2) != c) {
      return false;
    }
    int after = in.peek(3);
    return after == CharWindow.END || Character.isWhitespace(after);
  }

  @Override
  public void close() {
    // Whoever opened the stream closes it.
  }
}
