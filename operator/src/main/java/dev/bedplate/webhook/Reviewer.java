package dev.bedplate.webhook;

import java.time.Duration;

/** Answers reviews. */
@FunctionalInterface
public interface Reviewer {
  /**
   * The answer to one review.
   *
   * @param timeout after which the API server stops waiting
   */
  Review review(AdmissionReview review, Duration timeout);

  /** What became of a review. */
  sealed interface Review {
    /** It was answered. */
    record Answered(Answer answer) implements Review {}

    /** Its object is not written as its kind demands. */
    record Unreadable(String problem) implements Review {}

    /** Nothing to judge by was known in time; {@code problem} says what was missing. */
    record Unprepared(String problem) implements Review {}
  }
}
