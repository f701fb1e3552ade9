package dev.bedplate.cluster;

import dev.bedplate.source.keychain.PullNames;
import dev.bedplate.workload.manifest.WorkloadKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where workloads say that their pull credentials are. */
public final class WorkloadPullNames {
  private WorkloadPullNames() {}

  /** Those of an object that is watched. */
  public static PullNames of(WorkloadObject object) {
    return of(object.workloadKind(), object.getMetadata().getNamespace(), object.manifest());
  }

  /**
   * Those of any object as plain values, such as the one under review; of another kind than the
   * seven, those of the namespace's default service account.
   */
  public static PullNames of(
      String apiVersion, String kind, String namespace, Map<String, Object> object) {
    return WorkloadKind.of(apiVersion, kind)
        .map(it -> of(it, namespace, object))
        .orElseGet(() -> PullNames.of(namespace, null));
  }

  private static PullNames of(WorkloadKind kind, String namespace, Map<String, Object> object) {
    @Nullable Object spec = object;
    for (String step : kind.podSpec().split("\\.", -1)) {
      spec = spec instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return PullNames.of(namespace, spec instanceof Map<?, ?> map ? map : null);
  }
}
