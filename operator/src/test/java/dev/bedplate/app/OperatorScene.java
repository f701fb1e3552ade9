package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.api.v1alpha1.InspectedImage;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.source.fixture.BuiltImage;
import dev.bedplate.source.fixture.MovableClock;
import dev.bedplate.source.registry.Pushed;
import dev.bedplate.source.registry.TestRegistry;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A real API server, a registry with a few images, and the operator between them. */
final class OperatorScene implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private final ApiServer server;
  private final TestRegistry registry;
  private final RunningOperator operator;
  private final MovableClock clock = new MovableClock();
  private final Set<String> namespaces = new HashSet<>();

  private OperatorScene(ApiServer server, TestRegistry registry) throws Exception {
    this.server = server;
    this.registry = registry;
    operator = RunningOperator.start(server, "", clock);
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

  /** Puts another Alpine into the registry; the answer is its reference. */
  String pushAlpine(String repository, String tag, String mark) {
    Pushed.push(registry, repository, tag, OperatorImages.alpine(mark));
    return registry.authority() + "/" + repository + ":" + tag;
  }

  /** Puts an image into a registry under the tag 1; the answer is its reference. */
  String push(TestRegistry into, String repository, BuiltImage image) {
    Pushed.push(into, repository, "1", image);
    return into.authority() + "/" + repository + ":1";
  }

  /** The digest that the tag 1 names. */
  String digest(TestRegistry of, String repository) {
    return of.digest(repository, "1").toString();
  }

  /** Waits until an object shows a verdict. */
  void awaitVerdict(String path, String verdict) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(api().get(path).body())
                    .contains("\"bedplate.dev/verdict\":\"" + verdict + "\""));
  }

  /** The definition of policies without any schema for their spec. */
  CustomResourceDefinition looserDefinition() {
    CustomResourceDefinition definition =
        server
            .admin()
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .load(Path.of("../crds/baseimagepolicies.bedplate.dev.yaml").toFile())
            .item();
    JSONSchemaProps schema =
        definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    JSONSchemaProps anything = new JSONSchemaProps();
    anything.setType("object");
    anything.setXKubernetesPreserveUnknownFields(true);
    schema.getProperties().put("spec", anything);
    return definition;
  }

  /** Makes the definitions what they are again. */
  void restoreDefinitions() {
    try {
      server.applyDefinitions();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every Event that the operator wrote. */
  List<Event> events() {
    return server.admin().resources(Event.class).inAnyNamespace().list().getItems().stream()
        .filter(it -> String.valueOf(it.getReportingController()).startsWith("bedplate"))
        .toList();
  }

  /** The references under which images are in the inventory. */
  List<String> inspectedReferences() {
    return server.admin().resources(InspectedImage.class).list().getItems().stream()
        .map(it -> it.getSpec().reference())
        .toList();
  }

  /** Makes a namespace that both roles know. */
  void namespace(String name, Map<String, String> labels) {
    server.createNamespace(name, labels);
    namespaces.add(name);
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

  /**
   * No controller cleans up after a namespace here, and what stays is judged in other tests too.
   */
  @Override
  public void close() {
    for (String namespace : namespaces) {
      Kinds.all().forEach(kind -> api().delete(kind.in(namespace)));
    }
    for (String plural : List.of("baseimagepolicies", "baseimageexceptions")) {
      api().delete("/apis/bedplate.dev/v1alpha1/" + plural);
    }
    operator.close();
    registry.close();
  }
}
