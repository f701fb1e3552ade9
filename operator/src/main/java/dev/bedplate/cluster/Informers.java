package dev.bedplate.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Informers over all namespaces that never give up. */
final class Informers {
  private static final long PAGE = 500;

  private Informers() {}

  static <T extends HasMetadata> SharedIndexInformer<T> of(KubernetesClient client, Class<T> type) {
    SharedIndexInformer<T> informer = client.resources(type).withLimit(PAGE).runnableInformer(0);
    return informer.exceptionHandler((started, problem) -> true);
  }

  static boolean sameSpec(PolicyObject one, PolicyObject other) {
    return spec(one).equals(spec(other));
  }

  private static Object spec(PolicyObject object) {
    @Nullable Object spec = object.getAdditionalProperties().get("spec");
    return spec == null ? Map.of() : spec;
  }
}
