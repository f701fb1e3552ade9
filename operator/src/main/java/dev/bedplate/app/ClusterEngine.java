package dev.bedplate.app;

import dev.bedplate.check.Checker;
import dev.bedplate.cluster.ClusterView;
import dev.bedplate.image.LifecycleTable;
import dev.bedplate.inspect.BackgroundCandidates;
import dev.bedplate.inspect.FactsCache;
import dev.bedplate.inspect.Inspector;
import dev.bedplate.inspect.MemoryCache;
import dev.bedplate.inspect.Progress;
import dev.bedplate.inspect.SharedInspections;
import dev.bedplate.inspect.Sources;
import dev.bedplate.policy.PolicyEngine;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.ResolvedTags;
import dev.bedplate.source.Traffic;
import dev.bedplate.source.registry.RegistrySource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** What both roles of the operator judge with; it owns everything but the Kubernetes client. */
final class ClusterEngine implements AutoCloseable {
  private final Deque<Runnable> closing = new ArrayDeque<>();
  private final Traffic traffic = new Traffic();
  private final ClusterView view;
  private final SharedInspections inspections;
  private final Checker checker;

  /** An engine that knows nothing until it is started. */
  ClusterEngine(
      Configuration configuration,
      LifecycleTable lifecycles,
      KubernetesClient client,
      Map<String, String> variables,
      Clock clock) {
    view = new ClusterView(client, configuration.platforms());
    closing.push(view::close);
    FactsCache cache = new MemoryCache(Runtime.getRuntime().maxMemory() / 4);
    RegistrySource registry =
        RegistrySource.reportingThrottling(
            configuration.registries(), variables, configuration.limits().documentBytes(), clock);
    closing.push(registry::close);
    ResolvedTags tags = new ResolvedTags(registry, tagSettings(configuration), clock);
    closing.push(tags::close);
    BackgroundCandidates candidates =
        new BackgroundCandidates(BackgroundCandidates.Settings.DEFAULTS, view::basesChanged, clock);
    closing.push(candidates::close);
    var inspector =
        new Inspector(
            new Sources(() -> tags, () -> tags, () -> tags),
            configuration.limits().within(Runtime.getRuntime().maxMemory()),
            cache,
            Progress.NONE,
            () -> view.catalog().baseCandidates(ReferenceParser::parseRegistry),
            ReferenceParser::parseRegistry,
            candidates);
    inspections =
        new SharedInspections(inspector, tags, cache, SharedInspections.Settings.DEFAULTS, clock);
    closing.push(inspections::close);
    var engine = new PolicyEngine(lifecycles::lifecycle);
    checker =
        new Checker(
            inspections,
            (workload, facts, now) ->
                engine.decide(
                    workload, facts, view.catalog().policies(), view.catalog().exceptions(), now),
            _ -> view.platforms());
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
  }

  ClusterView view() {
    return view;
  }

  Checker checker() {
    return checker;
  }

  Traffic traffic() {
    return traffic;
  }

  int inspectionsUnderWay() {
    return inspections.underWay();
  }

  /** Closes the parts, the last one first. */
  @Override
  public void close() {
    while (!closing.isEmpty()) {
      closing.pop().run();
    }
  }
}
