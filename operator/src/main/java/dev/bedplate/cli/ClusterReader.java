package dev.bedplate.cli;

import dev.bedplate.catalog.PartialCatalog;
import dev.bedplate.image.Platform;
import dev.bedplate.workload.Workload;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cluster of the current kubeconfig, asked when a method is called. A question that the API
 * server does not answer is an {@link IOException} whose message says which and why.
 */
public interface ClusterReader extends AutoCloseable {
  /** The policies and exceptions in force there. */
  PartialCatalog policies() throws IOException;

  /**
   * The workloads that are judged there, with the labels of their namespaces.
   *
   * @param namespace limits them to one; null for all
   * @throws InvalidInput when there is no such namespace, or nothing in it is ever judged
   */
  List<Workload> workloads(@Nullable String namespace) throws InvalidInput, IOException;

  /** The labels of a namespace; empty when it is not there. */
  Optional<Map<String, String>> namespaceLabels(String namespace) throws IOException;

  /** The platforms of the nodes; empty when no node says. */
  List<Platform> platforms() throws IOException;

  @Override
  void close();
}
