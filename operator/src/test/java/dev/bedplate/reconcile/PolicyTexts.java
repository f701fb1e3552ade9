package dev.bedplate.reconcile;

import dev.bedplate.catalog.FieldError;
import dev.bedplate.catalog.PolicyReader;
import dev.bedplate.cluster.Compilation;
import dev.bedplate.cluster.PolicyObject;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;

/** Policies and exceptions from YAML, as the API server would give them. */
final class PolicyTexts {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private PolicyTexts() {}

  static <T extends PolicyObject> T read(Class<T> type, long generation, String spec) {
    return YAML.unmarshal(
        """
        apiVersion: bedplate.dev/v1alpha1
        kind: %s
        metadata: {name: it, uid: uid-it, generation: %d, resourceVersion: "7"}
        spec: %s
        """
            .formatted(type.getSimpleName().replace("Object", ""), generation, spec),
        type);
  }

  static Compilation compiled(PolicyObject object) {
    List<FieldError> unknown = new ArrayList<>();
    return new Compilation(PolicyReader.read(object.manifest(), unknown::add), unknown);
  }
}
