package dev.bedplate.reconcile;

import dev.bedplate.cluster.WorkloadObject;
import dev.bedplate.source.Access;

/** Gives access to the registries on behalf of a workload, with its own pull credentials. */
@FunctionalInterface
public interface RegistryAccess {
  /** An access with a deadline of its own. */
  Access of(WorkloadObject workload);
}
