package dev.bedplate.policy;

import dev.bedplate.workload.Workload;

/**
 * The verdict for one workload, and whether admission would refuse it.
 *
 * @param denied an uncovered violation of a policy that enforces now, or an undecided one whose
 *     policy refuses what it cannot judge
 * @param unlisted what there is beyond what the verdict lists
 */
public record Report(Workload workload, Verdict verdict, boolean denied, Unlisted unlisted) {
  /** A report whose verdict lists everything. */
  public Report(Workload workload, Verdict verdict, boolean denied) {
    this(workload, verdict, denied, Unlisted.NOTHING);
  }

  /**
   * The report about {@code whole}, some images of which this one is about and {@code others} about
   * the others: each image is judged by itself.
   */
  public Report and(Report others, Workload whole) {
    return new Report(whole, both(others), denied || others.denied, unlisted.and(others.unlisted));
  }

  private Verdict both(Report others) {
    return verdict instanceof Verdict.NotApplicable
            && others.verdict instanceof Verdict.NotApplicable
        ? verdict
        : Found.of(verdict).and(Found.of(others.verdict)).verdict();
  }
}
