package dev.bedplate.cluster;

import dev.bedplate.workload.manifest.WorkloadKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an owner keeps as its history runs nothing: a ReplicaSet scaled to zero, a Job that ended.
 */
final class Idle {
  private static final String REPLICAS = "replicas";
  private static final Map<String, Object> ENDED = Map.of("ended", true);
  private static final List<String> ENDS = List.of("Complete", "Failed");

  private Idle() {}

  /** The {@code spec} that is kept of an object, with the mark of a ReplicaSet scaled to zero. */
  static @Nullable Object keeping(WorkloadKind kind, Object spec, @Nullable Object kept) {
    if (kind != WorkloadKind.ReplicaSet
        || !(kept instanceof Map<?, ?> template)
        || !(spec instanceof Map<?, ?> all)
        || !isZero(all.get(REPLICAS))) {
      return kept;
    }
    Map<Object, Object> marked = new HashMap<>(template);
    marked.put(REPLICAS, 0);
    return marked;
  }

  /** What is kept of the status of a Job: whether it ended. */
  static @Nullable Object finished(Object status) {
    return status instanceof Map<?, ?> map
            && map.get("conditions") instanceof List<?> conditions
            && conditions.stream().anyMatch(Idle::ends)
        ? ENDED
        : null;
  }

  private static boolean ends(Object condition) {
    return condition instanceof Map<?, ?> map
        && ENDS.contains(map.get("type"))
        && "True".equals(map.get("status"));
  }

  /** Whether an object runs nothing and never will unless it is changed. */
  static boolean is(WorkloadObject object) {
    Map<String, Object> kept = object.getAdditionalProperties();
    return switch (object.workloadKind()) {
      case ReplicaSet -> kept.get("spec") instanceof Map<?, ?> spec && isZero(spec.get(REPLICAS));
      case Job -> ENDED.equals(kept.get("status"));
      case Deployment, StatefulSet, DaemonSet, CronJob, Pod -> false;
    };
  }

  private static boolean isZero(@Nullable Object number) {
    return Integer.valueOf(0).equals(number);
  }
}
