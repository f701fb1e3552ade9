package dev.bedplate.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a role of the operator runs.
 *
 * @param namespace the operator's own, from {@code POD_NAMESPACE}, else the kubeconfig's
 * @param instance the name of this Pod or host
 */
record Place(String namespace, String instance, Map<String, String> variables, Clock clock) {
  private static final Set<String> NEVER_JUDGED = Set.of("kube-system", "kube-node-lease");

  static Place of(Map<String, String> variables, KubernetesClient client, Clock clock) {
    String own = variables.getOrDefault("POD_NAMESPACE", "");
    String current = client.getNamespace();
    String namespace = own.isEmpty() ? (current == null ? "default" : current) : own;
    String pod = variables.getOrDefault("POD_NAME", variables.getOrDefault("HOSTNAME", ""));
    String instance = pod.isEmpty() ? "bedplate-" + ProcessHandle.current().pid() : pod;
    return new Place(namespace, instance, variables, clock);
  }

  /** The version of this program, as its jar says. */
  static String version() {
    String version = Place.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Whether this is a Pod of the cluster, as the chart makes it. */
  boolean inCluster() {
    return variables.containsKey("POD_NAMESPACE");
  }

  /** The namespaces whose objects are never judged; outside a cluster there is none of our own. */
  Set<String> excluded(Configuration configuration) {
    var excluded = new TreeSet<>(NEVER_JUDGED);
    excluded.addAll(configuration.excludedNamespaces());
    if (inCluster()) {
      excluded.add(namespace);
    }
    return excluded;
  }
}
