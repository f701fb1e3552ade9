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
}
