package dev.bedplate.cli;

import dev.bedplate.policy.Report;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Verdict;
import dev.bedplate.policy.Violation;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.Workload;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Verdicts for people: a block for each image of each workload. */
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
    end(outcome);
  }

  /** Only what all verdicts come to. */
  void summary(Outcome outcome) {
    for (ReasonCount count : ReasonCount.of(outcome)) {
      line(0, "", count.text());
    }
    end(outcome);
  }

  private void end(Outcome outcome) {
    if (!outcome.reports().isEmpty()) {
      out.println();
    }
    notJudged(outcome.unjudged().lines());
    line(0, "", totals(outcome));
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
    String title = Outcome.title(report.workload()) + where(report.workload());
    for (String line : Text.wrap(Text.safe(title), columns)) {
      out.println(style.bold(line));
    }
    out.println("  " + verdict(report));
    ImageFindings.of(report).forEach(it -> image(report.workload(), it));
  }

  private static String where(Workload workload) {
    Workload.@Nullable Source source = workload.source();
    return source == null ? "" : " (" + source.file() + ":" + source.line() + ")";
  }

  private String verdict(Report report) {
    String word = report.verdict().word() + (report.denied() ? ", denied" : "");
    return switch (report.verdict().word()) {
      case Compliant -> style.green(word);
      case Violating -> style.red(word);
      case Undecided, Exempt -> style.yellow(word);
      case NotApplicable -> word;
    };
  }

  private void image(Workload workload, ImageFindings image) {
    Set<String> judged = image.judged();
    String only = judged.size() == 1 ? judged.iterator().next() : "";
    boolean digestIsNamed = image.image().contains("@") && only.contains(" (");
    line(4, "", image.image() + (digestIsNamed ? only.substring(only.indexOf(" (")) : only));
    if (judged.size() > 1) {
      judged.forEach(it -> line(6, "", it));
    }
    containers(workload, image.containers());
    image.violations().forEach(alike -> violation(image, alike));
    image.undecided().forEach(alike -> undecided(image, alike));
  }

  private void containers(Workload workload, Collection<ContainerImage> containers) {
    Workload.@Nullable Source source = workload.source();
    String names =
        containers.stream()
            .map(
                it ->
                    it.container()
                        + (source == null
                            ? ""
                            : ", " + it.field() + ", line " + source.line(it.field())))
            .collect(Collectors.joining("; "));
    if (source != null) {
      line(6, "in ", names);
    }
  }

  private void violation(ImageFindings image, List<Violation> alike) {
    Violation v = alike.getFirst();
    String exempt = v.exemptBy() == null ? "" : ", exempt by " + v.exemptBy();
    String of = of(image, alike.stream().map(Violation::image).toList());
    String on = image.judged().size() > 1 ? " on " + platforms(alike) : "";
    line(6, "- ", v.reason() + on + of + " (policy " + v.policy() + ", " + v.mode() + exempt + ")");
    line(8, "found    ", v.found());
    line(8, "accepted ", v.accepted());
    beyond(Said.beyond(v));
  }

  private void undecided(ImageFindings image, List<Undecidable> alike) {
    Undecidable u = alike.getFirst();
    String of = of(image, alike.stream().map(Undecidable::image).toList());
    line(6, "- ", u.reason() + of + " (policy " + u.policy() + ", undecided)");
    line(8, "", u.problem());
    beyond(Said.beyond(u));
  }

  private void beyond(String text) {
    if (!text.isBlank()) {
      line(8, "", text);
    }
  }

  /** Which containers, where it is not all of those that run the image. */
  private static String of(ImageFindings image, List<ContainerImage> some) {
    Set<String> names = some.stream().map(ContainerImage::container).collect(Collectors.toSet());
    return image.containers().stream().allMatch(it -> names.contains(it.container()))
        ? ""
        : " of " + names.stream().sorted().collect(Collectors.joining(", "));
  }

  private static String platforms(List<Violation> alike) {
    return alike.stream()
        .map(it -> it.platform().toString())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private void line(int indent, String label, String text) {
    String start = " ".repeat(indent) + label;
    for (String part : Text.wrap(Text.safe(text), Math.max(1, columns - start.length()))) {
      out.println(start + part);
      start = " ".repeat(indent + Math.max(label.length(), indent == 0 ? 0 : 2));
    }
  }

  private static String totals(Outcome o) {
    return "%d %s: %d compliant, %d violating, %d undecided, %d exempt, %d not applicable; %s"
        .formatted(
            o.reports().size(),
            o.reports().size() == 1 ? "workload" : "workloads",
            o.count(Verdict.Compliant.class),
            o.count(Verdict.Violating.class),
            o.count(Verdict.Undecided.class),
            o.count(Verdict.Exempt.class),
            o.count(Verdict.NotApplicable.class),
            conclusion(o));
  }

  private static String conclusion(Outcome outcome) {
    if (outcome.reports().isEmpty()) {
      return "nothing to judge";
    }
    if (outcome.nothingJudged()) {
      return "no policy applies, so nothing was judged";
    }
    return outcome.denied() ? "would be denied" : "nothing would be denied";
  }
}
