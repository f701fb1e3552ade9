package dev.bedplate.cli;

import dev.bedplate.policy.Mode;
import dev.bedplate.policy.Report;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Verdict;
import dev.bedplate.policy.Violation;
import dev.bedplate.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One test case of a JUnit report: a workload, or what could not be read.
 *
 * @param result what came out of it beside success
 * @param lines one for each finding; the first is the message
 * @param output findings that do not make the check fail
 */
record JUnitCase(
    String className,
    String name,
    Result result,
    List<String> types,
    List<String> lines,
    List<String> output) {
  /** Outcomes of a test; only failures and errors fail a pipeline. */
  enum Result {
    PASSED("", ""),
    FAILED("failure", "failures"),
    ERROR("error", "errors"),
    SKIPPED("skipped", "skipped");

    private final String element;
    private final String counter;

    Result(String element, String counter) {
      this.element = element;
      this.counter = counter;
    }

    String element() {
      return element;
    }

    String counter() {
      return counter;
    }
  }

  JUnitCase {
    types = List.copyOf(types);
    lines = List.copyOf(lines);
    output = List.copyOf(output);
  }

  /** Files that could not be read, as one case that did not come to its end. */
  static JUnitCase unread(List<Problem> errors) {
    return new JUnitCase(
        "bedplate",
        "manifests",
        Result.ERROR,
        List.of("InvalidInput"),
        errors.stream().map(Problem::message).toList(),
        List.of());
  }

  /** A workload: it fails by what {@code --fail-on} names and by nothing else. */
  static JUnitCase of(Report report, FailOn failOn) {
    List<Violation> violations = report.verdict().uncovered();
    List<Violation> failing = failing(report, violations, failOn);
    List<Violation> others = violations.stream().filter(it -> !failing.contains(it)).toList();
    List<Undecidable> undecided = report.verdict().undecided();
    if (!failing.isEmpty()) {
      var output = new ArrayList<>(lines(others));
      output.addAll(undecidedLines(undecided));
      return of(report, Result.FAILED, types(failing), lines(failing), output);
    }
    if (!undecided.isEmpty()) {
      Result result = failOn.names(report) ? Result.ERROR : Result.SKIPPED;
      List<String> types = undecided.stream().map(it -> it.reason().name()).distinct().toList();
      return of(report, result, types, undecidedLines(undecided), lines(others));
    }
    return report.verdict() instanceof Verdict.NotApplicable
        ? of(report, Result.SKIPPED, List.of(), List.of("no policy applies"), List.of())
        : of(report, Result.PASSED, List.of(), List.of(), lines(others));
  }

  private static JUnitCase of(
      Report report, Result result, List<String> types, List<String> lines, List<String> output) {
    Workload.@Nullable Source source = report.workload().source();
    String className = source == null ? report.workload().kind() : source.file();
    return new JUnitCase(className, Outcome.title(report.workload()), result, types, lines, output);
  }

  /** Where only denials count, a violation that is no reason for one is none to fail. */
  private static List<Violation> failing(Report report, List<Violation> violations, FailOn failOn) {
    if (!failOn.names(report)) {
      return List.of();
    }
    return failOn.violations()
        ? violations
        : violations.stream().filter(it -> it.mode() == Mode.Enforce).toList();
  }

  private static List<String> types(List<Violation> violations) {
    return violations.stream().map(it -> it.reason().name()).distinct().toList();
  }

  private static List<String> lines(List<Violation> violations) {
    return SharedViolation.of(violations).stream()
        .map(it -> it.first().reason() + ": " + it.text())
        .toList();
  }

  private static List<String> undecidedLines(List<Undecidable> undecided) {
    return undecided.stream().map(it -> it.reason() + ": " + it.message()).toList();
  }
}
