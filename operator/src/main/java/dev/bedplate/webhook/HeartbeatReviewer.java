package dev.bedplate.webhook;

import dev.bedplate.source.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Answers heartbeats as far as another review would be answered, and leaves the rest to the next:
 * who has no policies yet has no heartbeat either.
 */
public final class HeartbeatReviewer implements Reviewer {
  private final Reviewer next;
  private final KnownPolicies policies;
  private final Clock clock;

  /** Answers heartbeats in the place of {@code next}. */
  public HeartbeatReviewer(Reviewer next, KnownPolicies policies, Clock clock) {
    this.next = next;
    this.policies = policies;
    this.clock = clock;
  }

  @Override
  public Review review(AdmissionReview review, Duration timeout) {
    Optional<String> question = Heartbeat.question(review);
    if (question.isEmpty()) {
      return next.review(review, timeout);
    }
    return policies.before(Deadline.in(timeout.minus(Reserve.LEAST), clock))
        ? new Review.Answered(new Answer(false, Heartbeat.answer(question.get()), List.of()))
        : new Review.Unprepared("the policies were not read yet");
  }
}
