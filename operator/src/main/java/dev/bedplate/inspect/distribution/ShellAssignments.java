package dev.bedplate.inspect.distribution;

import dev.bedplate.inspect.distribution.OsRelease.Assigned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Assignments as a POSIX shell makes them that reads the text; it expands and runs nothing. */
final class ShellAssignments {
  private static final String ESCAPED_IN_QUOTES = "$`\"\\";

  private final String text;
  private final Map<String, Assigned> found = new HashMap<>();
  private final List<Word> statement = new ArrayList<>();
  private int at;
  private int line = 1;

  /** What the shell would have to run or expand makes the words of a statement unknowable. */
  private boolean runs;

  /** A word of a statement; an assignment has a name. */
  private record Word(@Nullable String name, String value, boolean known, int line) {
    boolean isExport() {
      return name == null && value.equals("export");
    }
  }

  ShellAssignments(String text) {
    this.text = text;
  }

  Map<String, Assigned> read() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n' || c == ';') {
        end();
        step();
      } else if (c == ' ' || c == '\t') {
        step();
      } else if (c == '#') {
        comment();
      } else if ("&|<>()".indexOf(c) >= 0) {
        runs = true;
        step();
      } else if (!word()) {
        return found;
      }
    }
    end();
    return found;
  }

  private char step() {
    char c = text.charAt(at++);
    line += c == '\n' ? 1 : 0;
    return c;
  }

  private void comment() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  /** Reads a word; false when the text ends in its quotes, which is an error to the shell. */
  private boolean word() {
    int began = line;
    var value = new StringBuilder();
    String name = null;
    boolean plain = true;
    boolean known = true;
    while (at < text.length() && " \t\n;&|<>()".indexOf(text.charAt(at)) < 0) {
      char c = step();
      switch (c) {
        case '\'' -> {
          plain = false;
          int close = text.indexOf('\'', at);
          if (close < 0) {
            return false;
          }
          while (at < close) {
            value.append(step());
          }
          step();
        }
        case '"' -> {
          plain = false;
          int from = at;
          if (!doubleQuoted(value)) {
            return false;
          }
          known &= expandsNothing(from, at - 1);
        }
        case '\\' -> {
          plain = false;
          if (at < text.length()) {
            char escaped = step();
            value.append(escaped == '\n' ? "" : String.valueOf(escaped));
          }
        }
        case '$', '`' -> known = false;
        case '=' -> {
          if (name == null && plain && isName(value)) {
            name = value.toString();
            value.setLength(0);
          } else {
            value.append(c);
          }
        }
        default -> value.append(c);
      }
    }
    statement.add(new Word(name, value.toString(), known, began));
    return true;
  }

  private boolean doubleQuoted(StringBuilder value) {
    while (at < text.length()) {
      char c = step();
      if (c == '"') {
        return true;
      }
      if (c != '\\' || at == text.length()) {
        value.append(c);
        continue;
      }
      char next = text.charAt(at);
      if (next == '\n') {
        step();
      } else if (ESCAPED_IN_QUOTES.indexOf(next) >= 0) {
        value.append(step());
      } else {
        value.append(c);
      }
    }
    return false;
  }

  private boolean expandsNothing(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '$' || c == '`') {
        return false;
      }
    }
    return true;
  }

  private static boolean isName(StringBuilder text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Words before a command are assigned for that command alone. */
  private void end() {
    boolean exports = !statement.isEmpty() && statement.getFirst().isExport();
    boolean assigns = exports || statement.stream().allMatch(word -> word.name() != null) || runs;
    for (Word word : statement) {
      if (assigns && word.name() != null) {
        found.put(
            word.name(), new Assigned(word.known() && !runs ? word.value() : null, word.line()));
      }
    }
    statement.clear();
    runs = false;
  }
}
