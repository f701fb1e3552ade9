package dev.bedplate.webhook;

/** A posted body after reading. */
public sealed interface Decoded {
  /** A review that can be answered. */
  record Understood(AdmissionReview review) implements Decoded {}

  /** Not a review of version v1; {@code problem} says what was expected. */
  record Malformed(String problem) implements Decoded {}
}
