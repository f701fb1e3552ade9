package dev.bedplate.reconcile;

import dev.bedplate.cluster.WorkloadObject;
import dev.bedplate.source.Access;
import java.time.Duration;

/** Gives access to the registries on behalf of a workload, with its own pull credentials. */
@FunctionalInterface
public interface RegistryAccess {
  /**
   * An access with a deadline of its own.
   *
   * @param tagAge how old the remembered digest of a tag may be
   */
  Access of(WorkloadObject workload, Duration tagAge);
}
