package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.check.Checker;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.ClusterView;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.Inspector;
import dev.bedplate.inspect.MemoryCache;
import dev.bedplate.inspect.Progress;
import dev.bedplate.inspect.Sources;
import dev.bedplate.inspect.distribution.LifecycleResource;
import dev.bedplate.inspect.layer.Limits;
import dev.bedplate.policy.PolicyEngine;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.Traffic;
import dev.bedplate.source.fixture.ImageBuilder;
import dev.bedplate.source.fixture.TarWriter;
import dev.bedplate.source.registry.Pushed;
import dev.bedplate.source.registry.RegistryConfiguration;
import dev.bedplate.source.registry.RegistrySource;
import dev.bedplate.source.registry.TestRegistry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

@WithApiServer
class ReconcilersIT {
  private static final Clock CLOCK = Clock.systemUTC();

  @Test
  void a_workload_shows_what_came_of_it(ApiServer server) throws Exception {
    server.applyDefinitions();
    server.createNamespace("shown", Map.of());
    var lifecycles = LifecycleResource.load();
    try (TestRegistry registry = TestRegistry.start();
        RegistrySource source =
            new RegistrySource(RegistryConfiguration.NONE, Map.of(), 4 << 20, CLOCK);
        ClusterView view =
            new ClusterView(server.admin(), List.of(new Platform("linux", "amd64", null)))) {
      Pushed.push(
          registry,
          "app",
          "1",
          ImageBuilder.image("linux/amd64")
              .layer(new TarWriter().file("etc/os-release", "ID=alpine\nVERSION_ID=3.20.3\n"))
              .build());
      var inspector =
          new Inspector(
              new Sources(() -> source, () -> source, () -> source),
              Limits.DEFAULTS,
              new MemoryCache(16 << 20),
              Progress.NONE,
              List::of,
              ReferenceParser::parse);
      var engine = new PolicyEngine(lifecycles::lifecycle);
      var checker =
          new Checker(
              inspector,
              (workload, facts, now) ->
                  engine.decide(
                      workload, facts, view.catalog().policies(), view.catalog().exceptions(), now),
              _ -> view.platforms());
      view.start();
      try (var reconcilers =
          new Reconcilers(
              new Reconcilers.Surroundings(
                  server.admin(),
                  view,
                  checker,
                  _ ->
                      new Access(
                          Keychain.ANONYMOUS,
                          Deadline.in(Duration.ofSeconds(10), CLOCK),
                          new Traffic()),
                  lifecycles::lifecycle,
                  Set.of("kube-system"),
                  Optional.empty(),
                  CLOCK))) {
        reconcilers.start();
        apply(
            server,
            """
            apiVersion: bedplate.dev/v1alpha1
            kind: BaseImagePolicy
            metadata: {name: shown-no-alpine}
            spec:
              match: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shown}}}
              rules: {distributions: {deny: [{id: alpine}]}}
            """);
        apply(
            server,
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shown}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: app, image: "%s/app:1"}]}
            """
                .formatted(registry.authority()));
        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(
                () -> {
                  Deployment web =
                      server
                          .admin()
                          .apps()
                          .deployments()
                          .inNamespace("shown")
                          .withName("web")
                          .get();
                  assertThat(web.getMetadata().getLabels())
                      .containsEntry("bedplate.dev/verdict", "Violating");
                  assertThat(web.getMetadata().getAnnotations())
                      .hasEntrySatisfying(
                          "bedplate.dev/summary",
                          it -> assertThat(it).startsWith("app: alpine 3.20.3 (none), "))
                      .hasEntrySatisfying(
                          "bedplate.dev/violations",
                          it -> assertThat(it).contains("DistributionDenied"));
                  assertThat(web.getSpec().getTemplate().getMetadata().getAnnotations())
                      .isNullOrEmpty();
                });
      }
    }
  }

  private static void apply(ApiServer server, String yaml) {
    server.admin().resource(yaml).create();
  }
}
