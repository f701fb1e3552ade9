package dev.bedplate.workload.manifest;

/**
 * Tells where a value in braces ends, as JSON values may follow each other without a separator. It
 * follows quotes and comments of YAML as well, since both are written in braces.
 */
final class JsonEnd {
  private enum State {
    BEFORE,
    INSIDE,
    AFTER,
    NONE
  }

  private static final char NO_QUOTE = 0;
  private State state = State.BEFORE;
  private int depth;
  private char quote = NO_QUOTE;
  private boolean begun;
  private boolean escaped;
  private boolean comment;
  private char before = '\n';
  private char significant = '\n';

  /** Whether a value ended, so that what comes belongs to no line of it. */
  boolean ended() {
    return state == State.AFTER && !comment;
  }

  /** Whether a value ended and {@code next} begins something else, be it JSON or YAML. */
  boolean endsBefore(int next) {
    boolean blank = Character.isWhitespace(next);
    boolean note = next == '#' && Character.isWhitespace(before);
    // A mapping may be the key of one.
    return ended() && !blank && !note && next != ':';
  }

  void accept(char c) {
    if (comment) {
      comment = c != '\n' && c != '\r';
    } else if (quote != NO_QUOTE) {
      quoted(c);
    } else if (c == '#' && Character.isWhitespace(before)) {
      comment = true;
    } else if (!Character.isWhitespace(c)) {
      plain(c);
      significant = c;
    }
    before = c;
  }

  private void quoted(char c) {
    if (escaped) {
      escaped = false;
    } else if (c == '\\' && quote == '"') {
      escaped = true;
    } else if (c == quote) {
      quote = NO_QUOTE;
    }
  }

  private void plain(char c) {
    switch (state) {
      case BEFORE -> state = c == '{' ? State.INSIDE : State.NONE;
      case AFTER -> state = State.NONE;
      case INSIDE, NONE -> {}
    }
    if (state == State.INSIDE && c == '{' && significant == '{' && depth == 1 && !begun) {
      // What begins with two is a template, of which no part is a value.
      state = State.NONE;
    } else if (state == State.INSIDE) {
      begun |= depth > 0;
      inside(c);
    }
  }

  private void inside(char c) {
    switch (c) {
      case '{', '[' -> depth++;
      case '}', ']' -> depth--;
      // Elsewhere, a quote is a character of a plain scalar.
      case '"', '\'' -> quote = "{[,:?".indexOf(significant) >= 0 ? c : NO_QUOTE;
      default -> {}
    }
    if (depth <= 0) {
      state = State.AFTER;
    }
  }
}
