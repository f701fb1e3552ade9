package dev.bedplate.cli;

import dev.bedplate.policy.Report;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Verdict;
import dev.bedplate.policy.Violation;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** Verdicts as a JUnit report: one test case per workload. */
final class JUnitPrinter {
  private final PrintStream out;

  JUnitPrinter(PrintStream out) {
    this.out = out;
  }

  void print(Outcome outcome) {
    int failures = outcome.count(Verdict.Violating.class);
    int errors = outcome.count(Verdict.Undecided.class);
    int skipped = outcome.count(Verdict.NotApplicable.class);
    String counts =
        "tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\""
            .formatted(outcome.reports().size(), failures, errors, skipped);
    out.print("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites " + counts + ">\n");
    out.print("  <testsuite name=\"bedplate\" " + counts + ">\n");
    outcome.reports().forEach(this::testCase);
    out.print("  </testsuite>\n</testsuites>\n");
  }

  private void testCase(Report report) {
    String start =
        "    <testcase classname=\"%s\" name=\"%s\""
            .formatted(escape(report.workload().kind()), escape(Outcome.path(report.workload())));
    switch (report.verdict()) {
      case Verdict.Violating violating -> {
        out.print(start + ">\n");
        violations(violating.violations());
        out.print("    </testcase>\n");
      }
      case Verdict.Undecided undecided -> {
        out.print(start + ">\n");
        undecided(undecided.undecided());
        out.print("    </testcase>\n");
      }
      case Verdict.NotApplicable none -> out.print(start + "><skipped/></testcase>\n");
      case Verdict.Compliant compliant -> out.print(start + "/>\n");
      case Verdict.Exempt exempt -> out.print(start + "/>\n");
    }
  }

  private void violations(List<Violation> all) {
    List<Violation> counted = all.stream().filter(v -> v.exemptBy() == null).toList();
    String lines =
        SharedViolation.of(counted).stream()
            .map(it -> it.first().reason() + ": " + it.text())
            .collect(Collectors.joining("\n"));
    String types =
        counted.stream().map(v -> v.reason().name()).distinct().collect(Collectors.joining(" "));
    element("failure", types, lines);
  }

  private void undecided(List<Undecidable> all) {
    String lines =
        all.stream().map(u -> u.reason() + ": " + u.message()).collect(Collectors.joining("\n"));
    String types =
        all.stream().map(u -> u.reason().name()).distinct().collect(Collectors.joining(" "));
    element("error", types, lines);
  }

  private void element(String name, String type, String text) {
    out.print(
        "      <%s type=\"%s\" message=\"%s\">%s</%s>\n"
            .formatted(name, escape(type), escape(type), escape(text), name));
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
