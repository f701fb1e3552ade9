package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.api.v1alpha1.BaseImagePolicy;
import dev.bedplate.api.v1alpha1.BaseImagePolicyStatus;
import dev.bedplate.check.Checker;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.ClusterView;
import dev.bedplate.event.EventRecorder;
import dev.bedplate.event.Notice;
import dev.bedplate.image.LifecycleTable;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.Inspector;
import dev.bedplate.inspect.MemoryCache;
import dev.bedplate.inspect.Progress;
import dev.bedplate.inspect.Sources;
import dev.bedplate.inspect.distribution.LifecycleResource;
import dev.bedplate.inspect.layer.Limits;
import dev.bedplate.inspect.layer.Room;
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
import dev.bedplate.workload.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The controllers against an API server, as the operator wires them, with a registry of their own.
 * They can be stopped and started again as another process would be; what was applied is gone at
 * the end.
 */
public final class ControllerFixture implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Clock REAL = Clock.systemUTC();
  private final ApiServer server;
  private final Clock clock;
  private final LifecycleTable lifecycles = LifecycleResource.load();
  private final TestRegistry registry = TestRegistry.start();
  private final RegistrySource source =
      new RegistrySource(RegistryConfiguration.NONE, Map.of(), 4 << 20, REAL);
  private final List<HasMetadata> applied = new ArrayList<>();
  private final List<Notice> notices = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> judgements = new ConcurrentHashMap<>();
  private volatile Consumer<Workload> before = _ -> {};
  private Running running;

  private record Running(ClusterView view, EventRecorder recorder, Reconcilers reconcilers) {
    void stop() {
      reconcilers.close();
      recorder.close();
      view.close();
    }
  }

  /** Started controllers; {@code clock} is the one verdicts and statuses go by. */
  public ControllerFixture(ApiServer server, Clock clock) throws Exception {
    this.server = server;
    this.clock = clock;
    server.applyDefinitions();
    running = start();
  }

  private Running start() {
    ClusterView view =
        new ClusterView(server.admin(), List.of(new Platform("linux", "amd64", null)));
    EventRecorder recorder = new EventRecorder(server.admin(), "test", REAL);
    Reconcilers reconcilers =
        new Reconcilers(
            new Reconcilers.Surroundings(
                server.admin(),
                view,
                checker(view),
                (_, _) ->
                    new Access(
                        Keychain.ANONYMOUS,
                        Deadline.in(Duration.ofSeconds(10), REAL),
                        new Traffic()),
                lifecycles::lifecycle,
                Set.of("kube-system"),
                Effect.InEffect::new,
                Optional.empty(),
                notice -> {
                  notices.add(notice);
                  recorder.record(notice);
                },
                clock));
    view.start();
    reconcilers.start();
    return new Running(view, recorder, reconcilers);
  }

  private Checker checker(ClusterView view) {
    var inspector =
        new Inspector(
            new Sources(() -> source, () -> source, () -> source),
            Limits.DEFAULTS,
            new Room(Long.MAX_VALUE),
            new MemoryCache(16 << 20),
            Progress.NONE,
            List::of,
            ReferenceParser::parse);
    var engine = new PolicyEngine(lifecycles::lifecycle);
    return new Checker(
        inspector,
        (workload, facts, now, bounds) -> {
          before.accept(workload);
          judgements
              .computeIfAbsent(String.valueOf(workload.namespace()), _ -> new AtomicInteger())
              .incrementAndGet();
          return engine.decide(
              workload, facts, view.catalog().policies(), view.catalog().exceptions(), now);
        },
        _ -> view.platforms());
  }

  /** Stops everything but the registry and starts it again with empty memories. */
  public void restart() {
    running.stop();
    running = start();
  }

  /** Puts an image into the registry that says it is {@code id} {@code version}. */
  public void push(String repository, String tag, String id, String version) throws Exception {
    Pushed.push(
        registry,
        repository,
        tag,
        ImageBuilder.image("linux/amd64")
            .layer(
                new TarWriter()
                    .file("etc/os-release", "ID=%s\nVERSION_ID=%s\n".formatted(id, version)))
            .build());
  }

  /** Creates the object that {@code yaml} describes; {@code REGISTRY} is the registry's address. */
  public HasMetadata apply(String yaml) {
    HasMetadata created =
        server.admin().resource(yaml.replace("REGISTRY", registry.authority())).create();
    applied.add(created);
    return created;
  }

  /** Creates a Deployment of one container {@code app}. */
  public HasMetadata deployment(String namespace, String name, String image) {
    return apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %2$s, namespace: %1$s}
        spec:
          selector: {matchLabels: {app: %2$s}}
          template:
            metadata: {labels: {app: %2$s}}
            spec: {containers: [{name: app, image: "REGISTRY/%3$s"}]}
        """
            .formatted(namespace, name, image));
  }

  /** An object as the API server has it now. */
  public <T extends HasMetadata> T current(T object) {
    return server.admin().resource(object).get();
  }

  /** Reasons of what was told about objects of a name, in order, by all processes. */
  public List<String> told(String name) {
    return notices.stream()
        .filter(it -> name.equals(it.regarding().name()))
        .map(it -> it.reason().name())
        .toList();
  }

  /** Returns when all workloads were judged and all statuses are what they should be. */
  public void awaitSettled() {
    // Statuses are written in rounds: when the second is written, the round of the first is over.
    awaitCounted();
    awaitCounted();
  }

  private void awaitCounted() {
    HasMetadata marker =
        apply(
            """
            apiVersion: bedplate.dev/v1alpha1
            kind: BaseImagePolicy
            metadata: {generateName: marker-}
            spec: {match: {images: ["marker.example/**"]}, rules: {libc: {deny: [Musl]}}}
            """);
    await().atMost(PATIENCE).until(() -> counted(marker.getMetadata().getName()));
  }

  private boolean counted(String policy) {
    BaseImagePolicyStatus status =
        server.admin().resources(BaseImagePolicy.class).withName(policy).get().getStatus();
    return status != null && status.workloads() != null;
  }

  /** Waits until the API server has Events of exactly these reasons about objects of a name. */
  public void awaitEvents(String name, String... reasons) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(server.admin().resources(Event.class).inAnyNamespace().list().getItems())
                    .filteredOn(it -> name.equals(it.getRegarding().getName()))
                    .extracting(Event::getReason)
                    .containsExactlyInAnyOrder(reasons));
  }

  /** Has something done before each verdict, on the thread that asks for it. */
  public void beforeVerdicts(Consumer<Workload> action) {
    before = action;
  }

  /** How often a verdict was asked for. */
  public int judgements(String namespace) {
    return judgements.getOrDefault(namespace, new AtomicInteger()).get();
  }

  public Reconcilers reconcilers() {
    return running.reconcilers();
  }

  public TestRegistry registry() {
    return registry;
  }

  public KubernetesClient client() {
    return server.admin();
  }

  @Override
  public void close() {
    running.stop();
    applied.reversed().forEach(it -> server.admin().resource(it).delete());
    source.close();
    registry.close();
  }
}
