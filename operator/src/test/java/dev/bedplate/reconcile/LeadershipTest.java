package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeadershipTest {
  private final List<String> done = new ArrayList<>();

  @Test
  void what_a_lease_did_before_is_still_done() {
    var given =
        new LeaderCallbacks(
            () -> done.add("given won"), () -> done.add("given lost"), leader -> done.add(leader));
    LeaderCallbacks callbacks =
        Leadership.also(
                LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration("lease")
                    .withLeaderCallbacks(given)
                    .build(),
                () -> done.add("won"),
                () -> done.add("lost"))
            .getLeaderCallbacks()
            .orElseThrow();
    callbacks.onStartLeading();
    callbacks.onNewLeader("pod");
    callbacks.onStopLeading();
    assertThat(done).containsExactly("given won", "won", "pod", "lost", "given lost");
  }

  @Test
  void the_lease_itself_stays_the_same() {
    LeaderElectionConfiguration lease =
        Leadership.also(
            LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration("lease")
                .withLeaseNamespace("bedplate")
                .withIdentity("pod")
                .withLeaseDuration(Duration.ofSeconds(30))
                .withRenewDeadline(Duration.ofSeconds(20))
                .withRetryPeriod(Duration.ofSeconds(4))
                .withExitOnStopLeading(false)
                .build(),
            () -> {},
            () -> {});
    assertThat(lease.getLeaseName()).isEqualTo("lease");
    assertThat(lease.getLeaseNamespace()).contains("bedplate");
    assertThat(lease.getIdentity()).contains("pod");
    assertThat(lease.getLeaseDuration()).isEqualTo(Duration.ofSeconds(30));
    assertThat(lease.getRenewDeadline()).isEqualTo(Duration.ofSeconds(20));
    assertThat(lease.getRetryPeriod()).isEqualTo(Duration.ofSeconds(4));
    assertThat(lease.isExitOnStopLeading()).isFalse();
  }
}
