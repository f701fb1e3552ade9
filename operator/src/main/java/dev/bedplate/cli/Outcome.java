package dev.bedplate.cli;

import dev.bedplate.policy.Report;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Verdict;
import dev.bedplate.policy.Violation;
import dev.bedplate.workload.Workload;
import java.util.List;

/** All verdicts of one check, as every printer sees them. */
record Outcome(List<Report> reports) {
  Outcome {
    reports = List.copyOf(reports);
  }

  boolean denied() {
    return reports.stream().anyMatch(Report::denied);
  }

  int count(Class<? extends Verdict> verdict) {
    return (int) reports.stream().filter(r -> verdict.isInstance(r.verdict())).count();
  }

  int exitCode(String failOn) {
    boolean violating = count(Verdict.Violating.class) > 0;
    boolean undecided = reports.stream().anyMatch(r -> !undecided(r).isEmpty());
    boolean failed =
        switch (failOn) {
          case "violation" -> denied() || violating;
          case "undecided" -> denied() || violating || undecided;
          default -> denied();
        };
    if (failed) {
      return CommandLine.FAILED;
    }
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
