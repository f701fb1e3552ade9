package dev.bedplate.app;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease that one controller at a time holds. Who loses it ends its process at once, because
 * another one may write by now; who stops gives it back, so that the next need not wait.
 */
final class ControllerLease {
  static final String NAME = "bedplate-controller";
  private static final Logger LOG = LoggerFactory.getLogger(ControllerLease.class);
  private static final int LOST = 1;
  private final KubernetesClient client;
  private final Place place;
  private volatile boolean held;
  private volatile boolean closing;

  ControllerLease(KubernetesClient client, Place place) {
    this.client = client;
    this.place = place;
  }

  LeaderElectionConfiguration configuration() {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(NAME)
        .withLeaseNamespace(place.namespace())
        .withIdentity(place.instance())
        // Not JOSDK's own exit: it would also come, and never return, when the process is stopping.
        .withExitOnStopLeading(false)
        .withLeaderCallbacks(new LeaderCallbacks(() -> held = true, this::lost, this::follow))
        .build();
  }

  /** Whether this process is the one that writes. */
  boolean held() {
    return held;
  }

  /** To be called before the election is ended on purpose. */
  void closing() {
    closing = true;
  }

  private void lost() {
    held = false;
    if (!closing) {
      LOG.error("the lease {}/{} was lost; ending", place.namespace(), NAME);
      Runtime.getRuntime().halt(LOST);
    }
  }

  private void follow(String leader) {
    LOG.info("the lease {}/{} is held by {}", place.namespace(), NAME, leader);
  }

  /** Gives the lease back if it is still ours; nobody else's is touched. */
  void release() {
    try {
      var leases = client.leases().inNamespace(place.namespace()).withName(NAME);
      Lease lease = leases.get();
      if (lease != null && place.instance().equals(lease.getSpec().getHolderIdentity())) {
        lease.getSpec().setHolderIdentity(null);
        lease.getSpec().setLeaseDurationSeconds(1);
        client.resource(lease).lockResourceVersion().update();
      }
    } catch (KubernetesClientException e) {
      LOG.debug("the lease was not given back; it runs out by itself", e);
    }
  }
}
