package dev.bedplate.cli;

import dev.bedplate.policy.Report;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Verdict;
import dev.bedplate.policy.Violation;
import dev.bedplate.workload.Workload;
import java.util.List;

/** All verdicts of one check, as every printer sees them. */
record Outcome(List<Report> reports, Unjudged unjudged) {
  Outcome {
    reports = List.copyOf(reports);
  }

  Outcome(List<Report> reports) {
    this(reports, Unjudged.NOTHING);
  }

  /** Whether no policy was applied to anything at all. */
  boolean nothingJudged() {
    return count(Verdict.NotApplicable.class) == reports.size();
  }

  boolean denied() {
    return reports.stream().anyMatch(Report::denied);
  }

  int count(Class<? extends Verdict> verdict) {
    return (int) reports.stream().filter(r -> verdict.isInstance(r.verdict())).count();
  }

  /** The exit code; what could not be read counts most, as nobody knows what it holds. */
  int exitCode(FailOn failOn) {
    if (!unjudged.files().errors().isEmpty()) {
      return CommandLine.USAGE;
    }
    boolean failed = reports.stream().anyMatch(failOn::names);
    if (failed || (failOn.nothing() && nothingJudged())) {
      return CommandLine.FAILED;
    }
    boolean undecided = reports.stream().anyMatch(r -> !undecided(r).isEmpty());
    return undecided ? CommandLine.UNDECIDED : CommandLine.DONE;
  }

  /** Every violation, those that an exception covers included. */
  static List<Violation> violations(Report report) {
    return switch (report.verdict()) {
      case Verdict.Violating violating -> violating.violations();
      case Verdict.Undecided undecided -> undecided.exempted();
      case Verdict.Exempt exempt -> exempt.exempted();
      case Verdict.Compliant compliant -> List.of();
      case Verdict.NotApplicable none -> List.of();
    };
  }

  static List<Undecidable> undecided(Report report) {
    return switch (report.verdict()) {
      case Verdict.Violating violating -> violating.undecided();
      case Verdict.Undecided undecided -> undecided.undecided();
      case Verdict.Exempt exempt -> List.of();
      case Verdict.Compliant compliant -> List.of();
      case Verdict.NotApplicable none -> List.of();
    };
  }

  /** {@code Kind namespace/name}. */
  static String title(Workload workload) {
    return workload.kind() + " " + path(workload);
  }

  /** {@code namespace/name}. */
  static String path(Workload workload) {
    return workload.namespace() == null
        ? workload.name()
        : workload.namespace() + "/" + workload.name();
  }

  static String image(Violation violation) {
    String name = violation.image().reference().canonical();
    return violation.digest() == null || name.contains("@")
        ? name
        : name + "@" + violation.digest();
  }
}
