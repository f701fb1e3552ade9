package dev.bedplate.cli;

import dev.bedplate.policy.Report;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Verdict;
import dev.bedplate.policy.Violation;
import dev.bedplate.workload.Workload;
import java.io.PrintStream;
import java.util.List;

/** Verdicts for people. */
final class OutcomeTable {
  private static final int NARROWEST = 40;
  private final PrintStream out;
  private final Style style;
  private final int columns;

  OutcomeTable(PrintStream out, Style style, int columns) {
    this.out = out;
    this.style = style;
    this.columns = Math.max(NARROWEST, columns);
  }

  void print(Outcome outcome) {
    outcome.reports().forEach(this::report);
    out.println();
    notJudged(outcome.unjudged().lines());
    for (String line : Text.wrap(summary(outcome), columns)) {
      out.println(line);
    }
  }

  private void notJudged(List<Unjudged.Line> lines) {
    if (lines.isEmpty()) {
      return;
    }
    out.println(style.bold("Not judged:"));
    for (Unjudged.Line line : lines) {
      int indent = line.below() ? 4 : 2;
      if (line.whole()) {
        out.println(" ".repeat(indent) + Text.safe(line.text()));
      } else {
        line(indent, "", line.text());
      }
    }
    out.println();
  }

  private void report(Report report) {
    Workload workload = report.workload();
    Workload.Source source = workload.source();
    String where = source == null ? "" : " (" + source.file() + ":" + source.line() + ")";
    String word = report.verdict().getClass().getSimpleName() + (report.denied() ? ", denied" : "");
    for (String line : Text.wrap(Text.safe(Outcome.title(workload) + where), columns)) {
      out.println(style.bold(line));
    }
    out.println("  " + verdict(report, word));
    Outcome.violations(report).forEach(this::violation);
    Outcome.undecided(report).forEach(this::undecided);
  }

  private String verdict(Report report, String word) {
    return switch (report.verdict()) {
      case Verdict.Compliant compliant -> style.green(word);
      case Verdict.Violating violating -> style.red(word);
      case Verdict.Undecided undecided -> style.yellow(word);
      case Verdict.Exempt exempt -> style.yellow(word);
      case Verdict.NotApplicable none -> word;
    };
  }

  private void violation(Violation v) {
    String exempt = v.exemptBy() == null ? "" : ", exempt by " + v.exemptBy();
    line(4, "- ", v.reason() + " (policy " + v.policy() + ", " + v.mode() + exempt + ")");
    line(6, "where    ", v.image().container() + ", " + v.image().field());
    line(6, "image    ", Outcome.image(v) + " (" + v.platform() + ")");
    line(6, "found    ", v.found());
    line(6, "accepted ", v.accepted());
    line(6, "message  ", v.message());
  }

  private void undecided(Undecidable u) {
    line(4, "- ", u.reason() + " (policy " + u.policy() + ", undecided)");
    line(6, "where    ", u.image().container() + ", " + u.image().field());
    line(6, "image    ", u.image().reference().canonical());
    line(6, "message  ", u.message());
  }

  private void line(int indent, String label, String text) {
    String start = " ".repeat(indent) + label;
    for (String part : Text.wrap(Text.safe(text), columns - start.length())) {
      out.println(start + part);
      start = " ".repeat(start.length());
    }
  }

  private static String summary(Outcome o) {
    return "%d %s: %d compliant, %d violating, %d undecided, %d exempt, %d not applicable; %s"
        .formatted(
            o.reports().size(),
            o.reports().size() == 1 ? "workload" : "workloads",
            o.count(Verdict.Compliant.class),
            o.count(Verdict.Violating.class),
            o.count(Verdict.Undecided.class),
            o.count(Verdict.Exempt.class),
            o.count(Verdict.NotApplicable.class),
            end(o));
  }

  private static String end(Outcome outcome) {
    if (outcome.reports().isEmpty()) {
      return "nothing to judge";
    }
    if (outcome.nothingJudged()) {
      return "no policy applies, so nothing was judged";
    }
    return outcome.denied() ? "would be denied" : "nothing would be denied";
  }
}
