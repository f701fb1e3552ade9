package dev.bedplate.workload.manifest;

import java.util.BitSet;

/** The lines of a document with the braces of a template where YAML would read them as its own. */
final class TemplateLines {
  private static final int NEAR = 2;
  private final int first;
  private final BitSet leading = new BitSet();
  private final BitSet plain = new BitSet();
  private final BitSet quotes = new BitSet();
  private int line = -1;
  private boolean started;
  private boolean quoted;
  private char before = '\n';

  TemplateLines(int first) {
    this.first = first;
  }

  void accept(char c, int at) {
    if (at != line) {
      line = at;
      started = false;
      quoted = false;
      before = '\n';
    }
    if (c == '{' && before == '{' && quoted) {
      quotes.set(line - first);
    } else if (c == '{' && before == '{') {
      plain.set(line - first);
      if (!started) {
        leading.set(line - first);
      }
    }
    // The first brace of two is no start of anything else.
    started |= before != '{' && !Character.isWhitespace(before);
    quoted |= c == '"' || c == '\'' || c == '#';
    before = c;
  }

  /** Whether there are such braces on a line. */
  boolean at(int number) {
    return number >= first && plain.get(number - first);
  }

  /**
   * Whether there are some on a line, be it in quotes, which those of a template end too early, or
   * lines right before it begin with them.
   */
  boolean near(int number) {
    int leads = number < first ? -1 : leading.previousSetBit(number - first);
    boolean quoting = number >= first && quotes.get(number - first);
    return quoting || at(number) || (leads >= 0 && number - first - leads <= NEAR);
  }
}
