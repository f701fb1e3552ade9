package dev.bedplate.webhook;

import dev.bedplate.policy.Report;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Verdict.Compliant;
import dev.bedplate.policy.Verdict.Exempt;
import dev.bedplate.policy.Verdict.NotApplicable;
import dev.bedplate.policy.Verdict.Undecided;
import dev.bedplate.policy.Verdict.Violating;
import dev.bedplate.policy.Violation;
import java.util.ArrayList;
import java.util.List;

/** Verdict and mode to what the client reads. */
final class Answers {
  private final List<String> refusals = new ArrayList<>();
  private final List<String> others = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final int unlisted;

  private Answers(int unlisted) {
    this.unlisted = unlisted;
  }

  static Answer to(Report report) {
    return switch (report.verdict()) {
      case NotApplicable _, Compliant _, Exempt _ -> Answer.ALLOWED;
      case Violating(var violations, var undecided) -> to(report, violations, undecided);
      case Undecided(var undecided, var exempted) -> to(report, exempted, undecided);
    };
  }

  private static Answer to(Report report, List<Violation> violations, List<Undecidable> undecided) {
    var answers = new Answers(report.unlisted().violations() + report.unlisted().undecided());
    violations.forEach(answers::add);
    undecided.forEach(answers::add);
    return answers.answer(report.denied());
  }

  private void add(Violation violation) {
    if (violation.exemptBy() != null) {
      return;
    }
    switch (violation.mode()) {
      case Audit -> others.add(violation.message() + " [Audit]");
      case Warn -> {
        others.add(violation.message() + " [Warn]");
        warnings.add(Lines.warning(violation));
      }
      case Enforce -> refusals.add(violation.message());
    }
  }

  private void add(Undecidable open) {
    switch (open.action()) {
      case Allow -> {}
      case Warn -> {
        others.add(open.message() + " [Warn]");
        warnings.add(Lines.warning(open));
      }
      case Deny -> refusals.add(open.message());
    }
  }

  /** A refusal names everything, so that the next attempt can mend all of it. */
  private Answer answer(boolean denied) {
    if (!denied) {
      return new Answer(true, "", Lines.warnings(warnings, unlisted));
    }
    refusals.addAll(others);
    return new Answer(false, Lines.message(refusals, unlisted), List.of());
  }
}
