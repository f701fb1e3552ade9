package dev.bedplate.webhook;

/** Why a review gets no answer, or none in time, so that the {@code failurePolicy} decides. */
public enum Failure {
  /** It is no review of version v1, or its object is not written as its kind demands. */
  Unreadable,
  /** Its body ended or stopped before the review did. */
  Incomplete,
  /** It is larger than an API server makes one, or more of it would have to be kept than may be. */
  TooLarge,
  /** There are too many others. */
  Busy,
  /** Nothing to judge by was known in time. */
  Unprepared,
  /** The API server had stopped waiting when it was answered. */
  Late,
  /** It could not be answered because of a defect. */
  Error
}
