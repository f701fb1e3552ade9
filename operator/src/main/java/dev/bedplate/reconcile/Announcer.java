package dev.bedplate.reconcile;

import dev.bedplate.check.Checked;
import dev.bedplate.cluster.WorkloadObject;

/** Tells people of verdicts that changed. */
@FunctionalInterface
interface Announcer {
  /**
   * Called after a workload's marks were written.
   *
   * @param drifting number of its Pods that run another image than the one judged
   */
  void judged(WorkloadObject object, Marks before, Marks after, Checked checked, int drifting);
}
