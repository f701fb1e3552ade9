package dev.bedplate.app;

import dev.bedplate.cluster.ClusterView;
import dev.bedplate.event.EventRecorder;
import dev.bedplate.image.LifecycleTable;
import dev.bedplate.reconcile.Reconcilers;
import dev.bedplate.reconcile.RegistryAccess;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Keychain;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controller: watches workloads while it holds the lease, and writes verdicts on them. */
final class ControllerRole implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControllerRole.class);

  /** How long a workload waits for its images; the inspections themselves go on. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /**
   * How old a tag's digest may be for the controller. Workloads are looked at again as often, so
   * that a change of policy finds every tag known.
   */
  private static final Duration TAG_AGE = Duration.ofHours(1);

  private final ClusterEngine engine;
  private final EventRecorder events;
  private final Reconcilers reconcilers;
  private final ControllerLease lease;

  private ControllerRole(
      ClusterEngine engine, EventRecorder events, Reconcilers reconcilers, ControllerLease lease) {
    this.engine = engine;
    this.events = events;
    this.reconcilers = reconcilers;
    this.lease = lease;
  }

  /** A controller that runs; throws when its port cannot be had. */
  static ControllerRole start(LoadedConfiguration loaded, KubernetesClient client, Place place)
      throws IOException {
    Configuration configuration = loaded.configuration();
    LifecycleTable lifecycles = loaded.lifecycles().get();
    var engine =
        new ClusterEngine(configuration, lifecycles, client, place.variables(), place.clock());
    var events = new EventRecorder(client, place.instance(), place.clock());
    var lease = new ControllerLease(client, place);
    var reconcilers =
        new Reconcilers(
            new Reconcilers.Surroundings(
                client,
                engine.view(),
                engine.checker(),
                access(engine, place),
                lifecycles::lifecycle,
                place.excluded(configuration),
                Optional.of(lease.configuration()),
                events::record,
                place.clock()));
    engine.start();
    reconcilers.start();
    LOG.info("controller started, lease {}/{}", place.namespace(), ControllerLease.NAME);
    return new ControllerRole(engine, events, reconcilers, lease);
  }

  /** What this role knows of the cluster. */
  ClusterView view() {
    return engine.view();
  }

  private static RegistryAccess access(ClusterEngine engine, Place place) {
    return workload ->
        new Access(
            Keychain.ANONYMOUS, Deadline.in(PATIENCE, place.clock()), engine.traffic(), TAG_AGE);
  }

  @Override
  public void close() {
    lease.closing();
    reconcilers.close();
    events.close();
    lease.release();
    engine.close();
  }
}
