package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.check.Checker;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.ClusterView;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.fixture.FaultAt;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.LifecycleTable;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.ImageInspector;
import dev.bedplate.inspect.distribution.LifecycleResource;
import dev.bedplate.inventory.StoredFixture;
import dev.bedplate.inventory.StoredImage;
import dev.bedplate.policy.PolicyEngine;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.Traffic;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever a port of the controller throws, however often: every workload is marked, every policy
 * counted.
 */
@WithApiServer
class FaultyPortsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final StoredImage.Entry KNOWN = StoredFixture.entry(List.of());
  private static final List<String> NAMES = List.of("a", "b", "c");
  private final LifecycleTable lifecycles = LifecycleResource.load();

  @ParameterizedTest
  @CsvSource({
    "inspector b, Undecided",
    "platforms b, Undecided",
    "access b, Undecided",
    "lifecycles, Violating",
    "notices, Violating"
  })
  void S_31_every_workload_is_marked(String port, String verdict, ApiServer server)
      throws Exception {
    server.applyDefinitions();
    String namespace = "faulty-" + port.replace(" b", "");
    server.createNamespace(namespace, Map.of());
    List<HasMetadata> applied = new ArrayList<>();
    applied.add(apply(server, POLICY.replace("NAMESPACE", namespace)));
    NAMES.forEach(
        it ->
            applied.add(
                apply(server, DEPLOYMENT.replace("NAMESPACE", namespace).replace("NAME", it))));
    var fault = FaultAt.every(port, () -> new IllegalStateException("boom"));
    ClusterView view = new ClusterView(server.admin(), List.of());
    try (Reconcilers reconcilers = reconcilers(server, view, fault)) {
      view.start();
      reconcilers.start();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(NAMES)
                      .extracting(it -> verdict(server, namespace, it))
                      .containsExactly("Violating", verdict, "Violating"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(policy(server, namespace).getAdditionalProperties().get("status"))
                      .asString()
                      .contains(verdict.equals("Violating") ? "violating=3" : "violating=2"));
      assertThat(fault.happened()).isTrue();
    } finally {
      view.close();
      applied.reversed().forEach(it -> server.admin().resource(it).delete());
    }
  }

  private Reconcilers reconcilers(ApiServer server, ClusterView view, FaultAt fault) {
    var engine = new PolicyEngine(lifecycles::lifecycle);
    var checker =
        new Checker(
            new FaultyInspector(fault),
            (workload, facts, now, bounds) ->
                engine.decide(
                    workload, facts, view.catalog().policies(), view.catalog().exceptions(), now),
            reference ->
                fault.at(
                    "platforms " + tag(reference),
                    () -> List.of(new Platform("linux", "amd64", null))));
    return new Reconcilers(
        new Reconcilers.Surroundings(
            server.admin(),
            view,
            checker,
            (object, _) ->
                fault.at("access " + object.getMetadata().getName(), FaultyPortsIT::access),
            (distribution, today) ->
                fault.at("lifecycles", () -> lifecycles.lifecycle(distribution, today)),
            Set.of("kube-system"),
            Effect.InEffect::new,
            Optional.empty(),
            _ -> fault.at("notices", () -> ""),
            Clock.systemUTC()));
  }

  private static String tag(ImageReference reference) {
    return reference.original().replaceFirst(".*:", "");
  }

  private static Access access() {
    return new Access(
        Keychain.ANONYMOUS, Deadline.in(Duration.ofSeconds(10), Clock.systemUTC()), new Traffic());
  }

  private static HasMetadata apply(ApiServer server, String yaml) {
    return server.admin().resource(yaml).create();
  }

  private static String verdict(ApiServer server, String namespace, String name) {
    Deployment found =
        server.admin().apps().deployments().inNamespace(namespace).withName(name).get();
    Map<String, String> labels = found.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault("bedplate.dev/verdict", "");
  }

  private static GenericKubernetesResource policy(ApiServer server, String name) {
    return server
        .admin()
        .genericKubernetesResources("bedplate.dev/v1alpha1", "BaseImagePolicy")
        .withName(name)
        .get();
  }

  private record FaultyInspector(FaultAt fault) implements ImageInspector {
    @Override
    public List<Inspection> inspect(ImageReference reference, Platform platform, Access access) {
      return fault.at(
          "inspector " + tag(reference),
          () ->
              List.of(
                  new Inspected(reference, KNOWN.digest(), null, platform, KNOWN.image().facts())));
    }

    @Override
    public List<Platform> platforms(ImageReference reference, Access access) {
      return List.of();
    }
  }

  private static final String POLICY =
      """
      apiVersion: bedplate.dev/v1alpha1
      kind: BaseImagePolicy
      metadata: {name: NAMESPACE}
      spec:
        match: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAMESPACE}}}
        rules: {libc: {allow: [Bionic]}}
      """;
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: NAME, namespace: NAMESPACE}
      spec:
        selector: {matchLabels: {app: NAME}}
        template:
          metadata: {labels: {app: NAME}}
          spec: {containers: [{name: app, image: "registry.example/app:NAME"}]}
      """;
}
