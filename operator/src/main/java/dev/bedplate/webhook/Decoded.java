package dev.bedplate.webhook;

/** A posted body after reading. */
public sealed interface Decoded {
  /** A review that can be answered. */
  record Understood(AdmissionReview review) implements Decoded {}

  /** A review that cannot be, or no review. */
  record Refused(Unanswered unanswered) implements Decoded {}
}
