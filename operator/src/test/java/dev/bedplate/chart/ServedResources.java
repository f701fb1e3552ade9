package dev.bedplate.chart;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GroupVersionForDiscovery;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whatever can be done to whatever an API server serves, subresources included. */
final class ServedResources {
  private static final List<String> VERBS =
      List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

  private ServedResources() {}

  /** Every verb on every resource in a namespace, or without one where it has none. */
  static List<ResourceAttributes> deeds(KubernetesClient client, String namespace) {
    List<String> versions = new ArrayList<>(List.of("v1"));
    client
        .getApiGroups()
        .getGroups()
        .forEach(
            group ->
                group.getVersions().stream()
                    .map(GroupVersionForDiscovery::getGroupVersion)
                    .forEach(versions::add));
    return versions.stream()
        .map(client::getApiResources)
        .flatMap(ServedResources::resources)
        .flatMap(resource -> VERBS.stream().map(verb -> deed(verb, resource, namespace)))
        .distinct()
        .toList();
  }

  /** As in a rule: {@code get pods} or {@code patch baseimagepolicies.bedplate.dev/status}. */
  static String text(ResourceAttributes deed) {
    String group = deed.getGroup().isEmpty() ? "" : "." + deed.getGroup();
    String part = deed.getSubresource() == null ? "" : "/" + deed.getSubresource();
    return deed.getVerb() + " " + deed.getResource() + group + part;
  }

  private static Stream<Served> resources(APIResourceList list) {
    String version = list.getGroupVersion();
    String group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
    return list.getResources().stream().map(resource -> new Served(group, resource));
  }

  private static ResourceAttributes deed(String verb, Served served, String namespace) {
    String[] parts = served.resource().getName().split("/", 2);
    return new ResourceAttributesBuilder()
        .withVerb(verb)
        .withGroup(served.group())
        .withResource(parts[0])
        .withSubresource(parts.length > 1 ? parts[1] : null)
        .withNamespace(served.resource().getNamespaced() ? namespace : null)
        .build();
  }

  private record Served(String group, APIResource resource) {}
}
