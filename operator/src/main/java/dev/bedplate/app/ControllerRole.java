package dev.bedplate.app;

import dev.bedplate.app.management.ManagementServer;
import dev.bedplate.app.management.Metrics;
import dev.bedplate.app.registration.Heartbeats;
import dev.bedplate.cluster.ClusterView;
import dev.bedplate.cluster.Inventory;
import dev.bedplate.cluster.WorkloadPullNames;
import dev.bedplate.event.EventRecorder;
import dev.bedplate.image.LifecycleTable;
import dev.bedplate.reconcile.InventoryKeeper;
import dev.bedplate.reconcile.Reconcilers;
import dev.bedplate.reconcile.RegistryAccess;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controller: watches workloads while it holds the lease, and writes verdicts on them. */
final class ControllerRole implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControllerRole.class);

  /** How long a workload waits for its images; the inspections themselves go on. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Metrics metrics;
  private final ClusterEngine engine;
  private final EventRecorder events;
  private final ControllerLease lease;
  private final Heartbeats heartbeats;
  private final Reconcilers reconcilers;
  private final InventoryKeeper keeper;
  private final ManagementServer management;

  private ControllerRole(LoadedConfiguration loaded, KubernetesClient client, Place place)
      throws IOException {
    Configuration configuration = loaded.configuration();
    LifecycleTable lifecycles = loaded.lifecycles().get();
    metrics = new Metrics(Place.version());
    engine =
        new ClusterEngine(
            configuration, lifecycles, Inventory.Settings.DEFAULTS, client, place, metrics);
    // The cluster is read while the rest is made: that takes as long again.
    engine.start();
    events = new EventRecorder(client, place.instance(), place.clock());
    lease = new ControllerLease(client, place);
    heartbeats =
        Heartbeats.start(
            client,
            Heartbeats.Settings.of(
                configuration.webhook().heartbeat(), configuration.webhook().timeout()),
            () -> judged(engine.view(), place.excluded(configuration)),
            lease::held);
    reconcilers =
        new Reconcilers(
            new Reconcilers.Surroundings(
                client,
                engine.view(),
                engine.checker(),
                access(engine, place),
                lifecycles::lifecycle,
                place.excluded(configuration),
                heartbeats::effect,
                Optional.of(lease.configuration()),
                events::record,
                place.clock()));
    keeper =
        new InventoryKeeper(
            engine.inventory(),
            reconcilers,
            lifecycles::lifecycle,
            InventoryKeeper.Settings.DEFAULTS,
            place.clock());
    metrics.workloads(reconcilers.board()::verdicts);
    metrics.unsettled(reconcilers::unsettled);
    metrics.violating(reconcilers.board()::violating);
    metrics.eventsDropped(events::dropped);
    metrics.leader(lease::held);
    metrics.enforcement(heartbeats::states);
    management =
        ManagementServer.start(
            new InetSocketAddress(configuration.managementPort()),
            List.of(engine.caches()),
            metrics::text);
  }

  /** A controller that runs; throws when its port cannot be had. */
  static ControllerRole start(LoadedConfiguration loaded, KubernetesClient client, Place place)
      throws IOException {
    var role = new ControllerRole(loaded, client, place);
    role.reconcilers.start();
    role.keeper.start();
    LOG.info("controller started, lease {}/{}", place.namespace(), ControllerLease.NAME);
    return role;
  }

  /** The labels of the namespaces that may be judged, by name. */
  private static Map<String, Map<String, String>> judged(ClusterView view, Set<String> excluded) {
    Map<String, Map<String, String>> judged = new TreeMap<>(view.namespaces());
    judged.keySet().removeAll(excluded);
    return judged;
  }

  private static RegistryAccess access(ClusterEngine engine, Place place) {
    return (workload, tagAge) ->
        new Access(
            engine.secrets().of(WorkloadPullNames.of(workload)),
            Deadline.in(PATIENCE, place.clock()),
            engine.traffic(),
            tagAge);
  }

  /** What this role knows of the cluster. */
  ClusterView view() {
    return engine.view();
  }

  /** The port of probes and metrics. */
  int managementPort() {
    return management.port();
  }

  @Override
  public void close() {
    lease.closing();
    heartbeats.close();
    keeper.close();
    reconcilers.close();
    events.close();
    lease.release();
    engine.close();
    management.close();
    metrics.close();
  }
}
