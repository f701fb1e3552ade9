package dev.bedplate.policy;

/** A compiled expression over facts; the port behind which an expression language stands. */
public interface Condition {
  /** Evaluates within a bounded cost; what cannot be evaluated is unknown, never an exception. */
  Result evaluate(Subject subject);

  /** Whether the outcome may differ between containers with one image. */
  default boolean seesContainer() {
    return true;
  }

  /** The outcome; {@code problem} says why it is unknown and is empty otherwise. */
  record Result(Answer holds, String problem) {}
}
