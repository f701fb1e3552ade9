package dev.bedplate.cli;

import dev.bedplate.catalog.Catalog;
import dev.bedplate.catalog.PartialCatalog;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.Platform;
import dev.bedplate.policy.Match;
import dev.bedplate.policy.Mode;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.Policy.OnUndecided;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import dev.bedplate.workload.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of two Deployments on Alpine, {@code shop/web} and {@code lab/web}, whose namespaces
 * are labelled {@code stage: shop} and {@code stage: lab}; its nodes are of s390x.
 */
final class FakeCluster implements ClusterReader {
  private final List<String> asked = new ArrayList<>();
  private PartialCatalog policies = PartialCatalog.NONE;
  private boolean gone;

  FakeCluster with(Mode mode, String... problems) {
    var policy =
        new Policy(
            "no-musl", mode, null, List.of(), OnUndecided.Warn, Match.EVERYTHING, List.of(), "");
    policies = new PartialCatalog(new Catalog(List.of(policy), List.of()), 1, List.of(problems));
    return this;
  }

  FakeCluster gone() {
    gone = true;
    return this;
  }

  /** What was asked so far. */
  List<String> asked() {
    return asked;
  }

  private void ask(String what) throws IOException {
    asked.add(what);
    if (gone) {
      throw new IOException("nodes cannot be read: the API server https://x cannot be reached");
    }
  }

  @Override
  public PartialCatalog policies() throws IOException {
    ask("policies");
    return policies;
  }

  @Override
  public List<Workload> workloads(@Nullable String namespace) throws IOException {
    ask("workloads of " + namespace);
    return List.of(web("shop"), web("lab"));
  }

  private static Workload web(String namespace) {
    var reference = new RegistryReference("alpine", "registry.example", "alpine", null, null);
    var image =
        new ContainerImage(
            "app", ContainerList.Main, "spec.template.spec.containers[0].image", reference);
    var labels = Map.of("stage", namespace);
    return new Workload("Deployment", namespace, "web", Map.of(), labels, List.of(image), null);
  }

  @Override
  public Optional<Map<String, String>> namespaceLabels(String namespace) throws IOException {
    ask("labels of " + namespace);
    return namespace.equals("new") ? Optional.empty() : Optional.of(Map.of("stage", namespace));
  }

  @Override
  public List<Platform> platforms() throws IOException {
    ask("platforms");
    return List.of(new Platform("linux", "s390x", null));
  }

  @Override
  public void close() {}
}
