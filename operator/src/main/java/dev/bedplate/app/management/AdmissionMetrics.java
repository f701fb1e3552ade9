package dev.bedplate.app.management;

import dev.bedplate.policy.Report;
import dev.bedplate.policy.Verdict;
import dev.bedplate.webhook.Admission;
import dev.bedplate.webhook.AdmissionObserver;
import dev.bedplate.webhook.Answer;
import dev.bedplate.webhook.Failure;
import dev.bedplate.webhook.FailureObserver;
import dev.bedplate.webhook.Unanswered;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/** Counts and times the answers to reviews, and counts what gets none. */
public final class AdmissionMetrics implements AdmissionObserver, FailureObserver {
  private final EnumCounters<Judgement> allowed;
  private final EnumCounters<Judgement> warned;
  private final EnumCounters<Judgement> denied;
  private final Timer duration;
  private final EnumCounters<Failure> failures;

  AdmissionMetrics(Meters meters) {
    allowed = counters(meters, "Allowed");
    warned = counters(meters, "Warned");
    denied = counters(meters, "Denied");
    duration = meters.timer(Metric.ADMISSION_DURATION);
    failures =
        new EnumCounters<>(Failure.class, kind -> meters.counter(Metric.ADMISSION_FAILURES, kind));
  }

  @Override
  public void answered(Admission admission) {
    counters(admission.answer()).increment(Judgement.of(admission.report()));
    duration.record(admission.took());
  }

  @Override
  public void failed(Unanswered unanswered) {
    failures.increment(unanswered.failure());
  }

  private static EnumCounters<Judgement> counters(Meters meters, String result) {
    return new EnumCounters<>(
        Judgement.class, verdict -> meters.counter(Metric.ADMISSION_REVIEWS, result, verdict));
  }

  private EnumCounters<Judgement> counters(Answer answer) {
    if (!answer.allowed()) {
      return denied;
    }
    return answer.warnings().isEmpty() ? allowed : warned;
  }

  private enum Judgement {
    Compliant,
    Violating,
    Undecided,
    Exempt,
    NotApplicable,
    None;

    static Judgement of(@Nullable Report report) {
      return report == null
          ? None
          : switch (report.verdict()) {
            case Verdict.Compliant _ -> Compliant;
            case Verdict.Violating _ -> Violating;
            case Verdict.Undecided _ -> Undecided;
            case Verdict.Exempt _ -> Exempt;
            case Verdict.NotApplicable _ -> NotApplicable;
          };
    }
  }
}
