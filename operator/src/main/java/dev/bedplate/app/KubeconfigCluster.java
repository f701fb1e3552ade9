package dev.bedplate.app;

import dev.bedplate.catalog.PartialCatalog;
import dev.bedplate.cli.ClusterReader;
import dev.bedplate.cli.InvalidInput;
import dev.bedplate.cluster.ClusterLists;
import dev.bedplate.image.Platform;
import dev.bedplate.workload.Workload;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cluster of the current kubeconfig, for one command: what it does not answer is not retried.
 */
final class KubeconfigCluster implements ClusterReader {
  private static final int CONNECTION_MILLIS = 10_000;
  private static final int REQUEST_MILLIS = 30_000;
  private final KubernetesClient client;
  private final ClusterLists lists;
  private final Set<String> excluded;

  private KubeconfigCluster(KubernetesClient client, Set<String> excluded) {
    this.client = client;
    this.lists = new ClusterLists(client);
    this.excluded = excluded;
  }

  /**
   * The cluster that kubectl would ask; nothing is asked yet.
   *
   * @throws InvalidInput when there is no kubeconfig, or one that cannot be read
   */
  static KubeconfigCluster open(Configuration configuration, LocalEngines surroundings)
      throws InvalidInput {
    KubernetesClient client =
        Kubeconfig.client(
            "--cluster: there is no kubeconfig: set KUBECONFIG to a file",
            builder ->
                builder
                    .withConnectionTimeout(CONNECTION_MILLIS)
                    .withRequestTimeout(REQUEST_MILLIS)
                    .withRequestRetryBackoffLimit(0));
    return of(client, configuration, surroundings);
  }

  /** The cluster of a client, which is closed with it. */
  static KubeconfigCluster of(
      KubernetesClient client, Configuration configuration, LocalEngines surroundings) {
    Place place = Place.of(surroundings.variables(), client, surroundings.clock());
    return new KubeconfigCluster(client, place.excluded(configuration));
  }

  @Override
  public PartialCatalog policies() throws IOException {
    return lists.policies();
  }

  @Override
  public List<Workload> workloads(@Nullable String namespace) throws InvalidInput, IOException {
    if (namespace == null) {
      return lists.workloads(it -> !excluded.contains(it));
    }
    if (excluded.contains(namespace)) {
      throw new InvalidInput("--namespace " + namespace + ": workloads there are never judged");
    }
    Optional<Map<String, String>> labels = lists.namespaceLabels(namespace);
    if (labels.isEmpty()) {
      throw new InvalidInput("--namespace " + namespace + ": the cluster has no such namespace");
    }
    return lists.workloads(namespace, labels.get());
  }

  @Override
  public Optional<Map<String, String>> namespaceLabels(String namespace) throws IOException {
    return lists.namespaceLabels(namespace);
  }

  @Override
  public List<Platform> platforms() throws IOException {
    return lists.platforms();
  }

  @Override
  public void close() {
    client.close();
  }
}
