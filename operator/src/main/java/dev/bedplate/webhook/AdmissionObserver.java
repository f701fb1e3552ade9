package dev.bedplate.webhook;

/** Hears of every answer, for Events, metrics and logs. */
@FunctionalInterface
public interface AdmissionObserver {
  /**
   * Called before the answer is sent; must return at once and leave slow work to others. Where
   * {@link AdmissionReview#dryRun()} is set, nothing may be written outside this process.
   */
  void answered(Admission admission);
}
