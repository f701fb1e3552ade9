package dev.bedplate.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Verdicts as a JUnit report as Jenkins and GitLab read it: one test case per workload. */
final class JUnitPrinter {
  private final PrintStream out;
  private final FailOn failOn;

  JUnitPrinter(PrintStream out, FailOn failOn) {
    this.out = out;
    this.failOn = failOn;
  }

  void print(Outcome outcome) {
    var cases = new ArrayList<JUnitCase>();
    List<Problem> errors = outcome.unjudged().files().errors();
    if (!errors.isEmpty()) {
      cases.add(JUnitCase.unread(errors));
    }
    outcome.reports().forEach(it -> cases.add(JUnitCase.of(it, failOn)));
    String counts =
        "tests=\""
            + cases.size()
            + "\""
            + count(cases, JUnitCase.Result.FAILED)
            + count(cases, JUnitCase.Result.ERROR);
    out.print("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites " + counts + ">\n");
    String skipped = count(cases, JUnitCase.Result.SKIPPED);
    out.print("  <testsuite name=\"bedplate\" " + counts + skipped + ">\n");
    cases.forEach(this::testCase);
    List<String> unjudged =
        outcome.unjudged().lines().stream().map(it -> "not judged: " + it.text()).toList();
    output("    ", unjudged);
    out.print("  </testsuite>\n</testsuites>\n");
  }

  private static String count(List<JUnitCase> cases, JUnitCase.Result result) {
    long count = cases.stream().filter(it -> it.result() == result).count();
    return " %s=\"%d\"".formatted(result.counter(), count);
  }

  private void testCase(JUnitCase test) {
    String start =
        "    <testcase classname=\"%s\" name=\"%s\""
            .formatted(escape(test.className()), escape(test.name()));
    if (test.result() == JUnitCase.Result.PASSED && test.output().isEmpty()) {
      out.print(start + "/>\n");
      return;
    }
    out.print(start + ">\n");
    if (test.result() != JUnitCase.Result.PASSED) {
      result(test);
    }
    output("      ", test.output());
    out.print("    </testcase>\n");
  }

  private void result(JUnitCase test) {
    List<String> lines = test.lines().stream().map(JUnitPrinter::oneLine).toList();
    String more = lines.size() > 1 ? " (and %d more)".formatted(lines.size() - 1) : "";
    String type =
        test.types().isEmpty() ? "" : " type=\"" + escape(String.join(" ", test.types())) + "\"";
    String element = test.result().element();
    out.print(
        "      <%s%s message=\"%s\">%s</%s>\n"
            .formatted(
                element,
                type,
                escape(lines.getFirst() + more),
                escape(String.join("\n", lines)),
                element));
  }

  private void output(String indent, List<String> lines) {
    if (!lines.isEmpty()) {
      String text = lines.stream().map(JUnitPrinter::oneLine).collect(Collectors.joining("\n"));
      out.print(indent + "<system-out>" + escape(text) + "</system-out>\n");
    }
  }

  private static String oneLine(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining(" "));
  }

  private static String escape(String text) {
    var escaped = new StringBuilder(text.length());
    text.codePoints().forEach(c -> escaped.append(escape(c)));
    return escaped.toString();
  }

  private static String escape(int c) {
    boolean allowed =
        c == '\t'
            || c == '\n'
            || (c >= 0x20 && c < 0xD800)
            || (c >= 0xE000 && c != 0xFFFE && c != 0xFFFF);
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      default -> allowed ? Character.toString(c) : "\uFFFD";
    };
  }
}
