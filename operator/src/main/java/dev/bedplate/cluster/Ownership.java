package dev.bedplate.cluster;

import dev.bedplate.workload.CarriedImage;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.manifest.WorkloadKind;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a workload object tells about whose it is and what it runs. */
public final class Ownership {
  private Ownership() {}

  /**
   * The controlling owner that an object says it has; a claim, not yet a fact. Only a kind that
   * makes objects of this one counts, so that no circle of owners is judged by nobody.
   *
   * @param kind of the owner
   */
  public record Claim(WorkloadKind kind, String namespace, String name, String uid) {
    /** What an object that {@code owner} makes has to claim. */
    public static Claim on(WorkloadObject owner) {
      ObjectMeta metadata = owner.getMetadata();
      return new Claim(
          owner.workloadKind(), metadata.getNamespace(), metadata.getName(), metadata.getUid());
    }
  }

  /** The controlling owner, when it is of a kind that is judged in place of what it makes. */
  public static Optional<Claim> claim(WorkloadObject object) {
    List<OwnerReference> owners = object.getMetadata().getOwnerReferences();
    return owners == null
        ? Optional.empty()
        : owners.stream()
            .filter(it -> Boolean.TRUE.equals(it.getController()))
            .findFirst()
            .flatMap(it -> claim(object, it));
  }

  private static Optional<Claim> claim(WorkloadObject object, OwnerReference owner) {
    return WorkloadKind.of(owner.getApiVersion(), owner.getKind())
        .filter(kind -> made(kind) == object.workloadKind())
        .map(
            kind ->
                new Claim(
                    kind, object.getMetadata().getNamespace(), owner.getName(), owner.getUid()));
  }

  /** What the objects of a kind make; null for nothing. */
  private static @Nullable WorkloadKind made(WorkloadKind owner) {
    return switch (owner) {
      case Deployment -> WorkloadKind.ReplicaSet;
      case CronJob -> WorkloadKind.Job;
      case StatefulSet, DaemonSet, ReplicaSet, Job -> WorkloadKind.Pod;
      case Pod -> null;
    };
  }

  /**
   * The images of an object that are not judged with its owner. Of what an owner keeps as its
   * history there are none: it runs nothing.
   *
   * @param owner the images of the owner
   */
  public static List<ContainerImage> beyond(List<ContainerImage> owner, WorkloadObject owned) {
    return Idle.is(owned)
        ? List.of()
        : CarriedImage.beyond(owner, WorkloadReader.read(owned, null).images());
  }

  /** What a Pod's containers run, by container, where the runtime names a manifest or an index. */
  public static Map<String, RunningImage> running(WorkloadObject pod) {
    var running = new HashMap<String, RunningImage>();
    if (pod.getAdditionalProperties().get("status") instanceof Map<?, ?> status) {
      for (Object list : status.values()) {
        for (Object container : list instanceof List<?> all ? all : List.of()) {
          if (container instanceof Map<?, ?> map
              && map.get("name") instanceof String name
              && map.get("imageID") instanceof String id) {
            RunningImage.parse(id).ifPresent(it -> running.put(name, it));
          }
        }
      }
    }
    return running;
  }
}
