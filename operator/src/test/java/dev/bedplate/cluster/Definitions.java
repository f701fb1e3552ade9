package dev.bedplate.cluster;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Custom resource definitions on a server. */
final class Definitions {
  private Definitions() {}

  /** Applies one definition and waits until it is established. */
  static void apply(KubernetesClient client, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      var definition = client.apiextensions().v1().customResourceDefinitions().load(in);
      definition.serverSideApply();
      definition.waitUntilCondition(Definitions::established, 30, TimeUnit.SECONDS);
    }
  }

  private static boolean established(CustomResourceDefinition definition) {
    if (definition == null || definition.getStatus() == null) {
      return false;
    }
    // The server first sends a status that has null for a list.
    List<CustomResourceDefinitionCondition> conditions = definition.getStatus().getConditions();
    return Stream.ofNullable(conditions)
        .flatMap(List::stream)
        .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }
}
