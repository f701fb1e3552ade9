package dev.bedplate.app;

import dev.bedplate.app.management.Metrics;
import dev.bedplate.app.management.ReadinessCheck;
import dev.bedplate.catalog.Catalog;
import dev.bedplate.check.Checker;
import dev.bedplate.cluster.ClusterSecrets;
import dev.bedplate.cluster.ClusterView;
import dev.bedplate.cluster.Inventory;
import dev.bedplate.image.LifecycleTable;
import dev.bedplate.inspect.BackgroundCandidates;
import dev.bedplate.inspect.FactsCache;
import dev.bedplate.inspect.Inspector;
import dev.bedplate.inspect.MemoryCache;
import dev.bedplate.inspect.Progress;
import dev.bedplate.inspect.SharedInspections;
import dev.bedplate.inspect.Sources;
import dev.bedplate.inspect.layer.Room;
import dev.bedplate.policy.PolicyEngine;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.ResolvedTags;
import dev.bedplate.source.Traffic;
import dev.bedplate.source.keychain.DockerKeychain;
import dev.bedplate.source.keychain.PullSecrets;
import dev.bedplate.source.registry.RegistrySource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What both roles of the operator judge with; it owns everything but the Kubernetes client. */
final class ClusterEngine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterEngine.class);

  /** How long a question for a credential may wait for the API server. */
  private static final Duration SECRET_PATIENCE = Duration.ofSeconds(1);

  private final Deque<Runnable> closing = new ArrayDeque<>();
  private final Traffic traffic = new Traffic();
  private final ClusterView view;
  private final Inventory inventory;
  private final PullSecrets secrets;
  private final Checker checker;
  private final long heap = Runtime.getRuntime().maxMemory();
  private final Room room = new Room(heap);

  /** The rest is for the inspection of a large image. */
  private final long resting = heap * 3 / 8;

  private final NamedBases bases;

  /** An engine that knows nothing until it is started. */
  ClusterEngine(
      Configuration configuration,
      LifecycleTable lifecycles,
      Inventory.Settings recording,
      KubernetesClient client,
      Place place,
      Metrics metrics) {
    Clock clock = place.clock();
    closing.push(RestingHeap.watch(resting)::close);
    view = new ClusterView(client, configuration.platforms());
    closing.push(view::close);
    bases = new NamedBases(view::catalog);
    secrets = pullSecrets(configuration, client, place);
    closing.push(secrets::close);
    RegistrySource registry =
        RegistrySource.reportingThrottling(
            configuration.registries(),
            place.variables(),
            configuration.limits().documentBytes(),
            clock);
    closing.push(registry::close);
    ResolvedTags tags = new ResolvedTags(registry, tagSettings(configuration), clock);
    closing.push(tags::close);
    BackgroundCandidates candidates =
        new BackgroundCandidates(BackgroundCandidates.Settings.DEFAULTS, view::basesChanged, clock);
    closing.push(candidates::close);
    inventory =
        new Inventory(
            client,
            new MemoryCache(resting / 4),
            () -> view.catalog().policies(),
            recording,
            clock);
    closing.push(inventory::close);
    metrics.inspectedImages(inventory::written, inventory::lost, inventory::underWay);
    var inspections =
        new SharedInspections(
            new SharedInspections.Parts(
                inspector(configuration, tags, candidates, inventory.facts()),
                inspector(configuration, tags, candidates, inventory.liveFacts()),
                tags,
                inventory.record()),
            SharedInspections.Settings.DEFAULTS.within(
                resting, Runtime.getRuntime().availableProcessors()),
            clock);
    closing.push(inspections::close);
    metrics.inspectionsUnderWay(inspections::underWay);
    metrics.registries(traffic);
    var engine = new PolicyEngine(lifecycles::lifecycle);
    checker =
        new Checker(
            metrics.counting(inspections),
            (workload, facts, now, bounds) -> {
              Catalog catalog = view.catalog();
              return engine.decide(
                  workload, facts, catalog.policies(), catalog.exceptions(), now, bounds);
            },
            _ -> view.platforms());
  }

  private static PullSecrets pullSecrets(
      Configuration configuration, KubernetesClient client, Place place) {
    return new PullSecrets(
        new ClusterSecrets(client),
        new PullSecrets.Settings(
            configuration.pullSecrets(),
            place.namespace(),
            configuration.credentialsSecrets(),
            SECRET_PATIENCE),
        new DockerKeychain(place.variables(), LOG::warn, place.clock()),
        LOG::warn,
        place.clock());
  }

  private Inspector inspector(
      Configuration configuration,
      ResolvedTags tags,
      BackgroundCandidates candidates,
      FactsCache facts) {
    return new Inspector(
        new Sources(() -> tags, () -> tags, () -> tags),
        configuration.limits().within(heap),
        room,
        facts,
        Progress.NONE,
        bases,
        ReferenceParser::parseRegistry,
        candidates);
  }

  private static ResolvedTags.Settings tagSettings(Configuration configuration) {
    ResolvedTags.Settings defaults = ResolvedTags.Settings.DEFAULTS;
    return new ResolvedTags.Settings(
        configuration.tags().stale(),
        defaults.patience(),
        defaults.requestTime(),
        defaults.tags(),
        defaults.requests());
  }

  /** Begins to read the cluster; returns at once. */
  void start() {
    view.start();
    inventory.start();
  }

  /** Whether the cluster was read once: without its policies every verdict would be a pass. */
  ReadinessCheck caches() {
    return new ReadinessCheck(
        "caches",
        () -> {
          if (!view.synced()) {
            return Optional.of("policies, exceptions, namespaces and nodes were not all read yet");
          }
          // Compiled here, not by the first review.
          view.catalog();
          return inventory.synced()
              ? Optional.empty()
              : Optional.of("InspectedImages were not all read yet");
        });
  }

  ClusterView view() {
    return view;
  }

  Inventory inventory() {
    return inventory;
  }

  Checker checker() {
    return checker;
  }

  Traffic traffic() {
    return traffic;
  }

  PullSecrets secrets() {
    return secrets;
  }

  /** Closes the parts, the last one first. */
  @Override
  public void close() {
    while (!closing.isEmpty()) {
      closing.pop().run();
    }
  }
}
