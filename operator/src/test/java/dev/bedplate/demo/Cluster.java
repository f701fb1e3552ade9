package dev.bedplate.demo;

import dev.bedplate.app.DemoOperator;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;

/** A Kubernetes API that belongs to the demo, and how the operator is bound to it. */
sealed interface Cluster extends AutoCloseable permits RealCluster, ImitatedCluster {
  /** What it is, for people. */
  String description();

  KubernetesClient client();

  /** A kubeconfig file of the administrator. */
  Path kubeconfig();

  /** Starts the operator in this process, with further keys of its configuration, YAML. */
  DemoOperator startOperator(String configuration) throws Exception;

  /** Creates an object with whatever the operator has to say about it. */
  Answer create(Manifest manifest, DemoOperator operator);

  /** Objects of a kind with the columns that {@code kubectl get} shows. */
  Table list(Resource resource, String namespace);

  @Override
  void close() throws IOException;
}
