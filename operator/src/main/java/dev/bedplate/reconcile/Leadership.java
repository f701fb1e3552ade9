package dev.bedplate.reconcile;

import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import java.util.Optional;

/** What happens beside the controllers when the lease is won and lost. */
final class Leadership {
  private Leadership() {}

  /** The same lease with two more things done; what it did before is still done. */
  static LeaderElectionConfiguration also(
      LeaderElectionConfiguration lease, Runnable won, Runnable lost) {
    Optional<LeaderCallbacks> given = lease.getLeaderCallbacks();
    return new LeaderElectionConfiguration(
        lease.getLeaseName(),
        lease.getLeaseNamespace().orElse(null),
        lease.getLeaseDuration(),
        lease.getRenewDeadline(),
        lease.getRetryPeriod(),
        lease.getIdentity().orElse(null),
        new LeaderCallbacks(
            () -> {
              given.ifPresent(LeaderCallbacks::onStartLeading);
              won.run();
            },
            () -> {
              lost.run();
              given.ifPresent(LeaderCallbacks::onStopLeading);
            },
            leader -> given.ifPresent(it -> it.onNewLeader(leader))),
        lease.isExitOnStopLeading());
  }
}
