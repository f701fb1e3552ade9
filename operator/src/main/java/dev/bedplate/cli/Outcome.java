package dev.bedplate.cli;

import dev.bedplate.policy.Report;
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
    boolean undecided = reports.stream().anyMatch(r -> !r.verdict().undecided().isEmpty());
    return undecided ? CommandLine.UNDECIDED : CommandLine.DONE;
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
