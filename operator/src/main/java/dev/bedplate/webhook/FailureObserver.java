package dev.bedplate.webhook;

/** Hears of every review that gets no answer, for Events, metrics and logs. */
@FunctionalInterface
public interface FailureObserver {
  /** Called before the client is told; must return at once and leave slow work to others. */
  void failed(Unanswered unanswered);
}
