package dev.bedplate.demo;

import java.io.PrintStream;
import java.util.List;

/** Prints for people: at most 100 columns, long digests cut, long lines wrapped. */
final class Screen {
  private static final int COLUMNS = 100;
  private static final String CONTINUED = "    ";
  private final PrintStream out;

  Screen(PrintStream out) {
    this.out = out;
  }

  /** A sentence about what follows. */
  void say(String text) {
    print("# " + text, "# ");
  }

  void command(String typed) {
    print("$ " + typed, CONTINUED);
  }

  void output(List<String> lines) {
    lines.forEach(line -> print(line, CONTINUED));
  }

  void blank() {
    out.println();
    out.flush();
  }

  /** Text with its digests cut. */
  static String cut(String text) {
    return text.replaceAll("(sha256[:-][0-9a-f]{12})[0-9a-f]{52}", "$1…");
  }

  private void print(String line, String continued) {
    String left = cut(line);
    while (left.length() > COLUMNS) {
      int space = left.lastIndexOf(' ', COLUMNS);
      int end = space > COLUMNS / 2 ? space : COLUMNS;
      out.println(left.substring(0, end));
      left = continued + left.substring(end).stripLeading();
    }
    out.println(left);
  }
}
