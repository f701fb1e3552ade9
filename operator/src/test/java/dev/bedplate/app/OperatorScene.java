package dev.bedplate.app;

import static org.awaitility.Awaitility.await;

import dev.bedplate.cluster.ApiServer;
import dev.bedplate.source.fixture.MovableClock;
import dev.bedplate.source.registry.Pushed;
import dev.bedplate.source.registry.TestRegistry;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;

/** A real API server, a registry with a few images, and the operator between them. */
final class OperatorScene implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private final ApiServer server;
  private final TestRegistry registry;
  private final RunningOperator operator;
  private final MovableClock clock = new MovableClock();

  private OperatorScene(ApiServer server, TestRegistry registry) throws Exception {
    this.server = server;
    this.registry = registry;
    operator = RunningOperator.start(server.admin(), "", clock);
  }

  static OperatorScene open(ApiServer server) throws Exception {
    server.applyDefinitions();
    TestRegistry registry = TestRegistry.start();
    Pushed.push(registry, "alpine", "1", OperatorImages.alpine(""));
    Pushed.push(registry, "debian", "1", OperatorImages.debian(""));
    return new OperatorScene(server, registry);
  }

  TestRegistry registry() {
    return registry;
  }

  RunningOperator operator() {
    return operator;
  }

  MovableClock clock() {
    return clock;
  }

  KubernetesClient client() {
    return server.admin();
  }

  Api api() {
    return new Api(server.admin());
  }

  String alpine() {
    return registry.authority() + "/alpine:1";
  }

  String debian() {
    return registry.authority() + "/debian:1";
  }

  /** Makes a namespace that both roles know. */
  void namespace(String name, Map<String, String> labels) {
    server.createNamespace(name, labels);
    await().atMost(PATIENCE).until(() -> operator.knowsNamespace(name));
  }

  /**
   * Applies a policy for one namespace and waits until both roles know it.
   *
   * @param spec the fields of its spec beside {@code match}, YAML in flow style, without its braces
   */
  void policy(String name, String namespace, String spec) {
    apply(
        """
        apiVersion: bedplate.dev/v1alpha1
        kind: BaseImagePolicy
        metadata: {name: %s}
        spec: {match: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %s}}}, %s}
        """
            .formatted(name, namespace, spec));
  }

  /** Applies a policy or exception and waits until both roles know it. */
  void apply(String yaml) {
    GenericKubernetesResource applied =
        (GenericKubernetesResource) server.admin().resource(yaml).serverSideApply();
    String uid = applied.getMetadata().getUid();
    long generation = applied.getMetadata().getGeneration();
    await().atMost(PATIENCE).until(() -> operator.knows(uid, generation));
  }

  /** Deletes a policy and waits until both roles know that. */
  void deletePolicy(String name) {
    GenericKubernetesResource policy =
        server
            .admin()
            .genericKubernetesResources("bedplate.dev/v1alpha1", "BaseImagePolicy")
            .withName(name)
            .get();
    server.admin().resource(policy).delete();
    String uid = policy.getMetadata().getUid();
    await().atMost(PATIENCE).until(() -> !operator.knowsAny(uid));
  }

  @Override
  public void close() {
    operator.close();
    registry.close();
  }
}
