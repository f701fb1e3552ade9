package dev.bedplate.app.management;

import dev.bedplate.policy.Report;
import dev.bedplate.policy.Verdict;
import dev.bedplate.webhook.Admission;
import dev.bedplate.webhook.AdmissionObserver;
import dev.bedplate.webhook.Answer;
import dev.bedplate.webhook.Reviewer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/** Counts and times the answers to reviews. */
public final class AdmissionMetrics implements AdmissionObserver {
  private final EnumCounters<Judgement> allowed;
  private final EnumCounters<Judgement> warned;
  private final EnumCounters<Judgement> denied;
  private final Timer duration;
  private final Counter unreadable;
  private final Counter unprepared;
  private final Counter errors;

  AdmissionMetrics(Meters meters) {
    allowed = counters(meters, "Allowed");
    warned = counters(meters, "Warned");
    denied = counters(meters, "Denied");
    duration = meters.timer(Metric.ADMISSION_DURATION);
    unreadable = meters.counter(Metric.ADMISSION_FAILURES, "Unreadable");
    unprepared = meters.counter(Metric.ADMISSION_FAILURES, "Unprepared");
    errors = meters.counter(Metric.ADMISSION_FAILURES, "Error");
  }

  @Override
  public void answered(Admission admission) {
    counters(admission.answer()).increment(Judgement.of(admission.report()));
    duration.record(admission.took());
  }

  /** The same answers, with those that fail counted. */
  public Reviewer counting(Reviewer reviewer) {
    return (review, timeout) -> {
      try {
        Reviewer.Review answer = reviewer.review(review, timeout);
        switch (answer) {
          case Reviewer.Review.Answered _ -> {}
          case Reviewer.Review.Unreadable _ -> unreadable.increment();
          case Reviewer.Review.Unprepared _ -> unprepared.increment();
        }
        return answer;
      } catch (RuntimeException | Error e) {
        errors.increment();
        throw e;
      }
    };
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
