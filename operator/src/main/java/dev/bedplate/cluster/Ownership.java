package dev.bedplate.cluster;

import dev.bedplate.image.Digest;
import dev.bedplate.workload.manifest.WorkloadKind;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a workload object tells about whose it is and what it runs. */
public final class Ownership {
  private Ownership() {}

  /** The controlling owner, when it is of one of the seven kinds and so judged itself. */
  public static Optional<OwnerReference> judgedOwner(WorkloadObject object) {
    List<OwnerReference> owners = object.getMetadata().getOwnerReferences();
    return owners == null
        ? Optional.empty()
        : owners.stream()
            .filter(it -> Boolean.TRUE.equals(it.getController()))
            .filter(it -> WorkloadKind.of(it.getApiVersion(), it.getKind()).isPresent())
            .findFirst();
  }

  /** The digests that a Pod's containers run, by container, where the runtime names them. */
  public static Map<String, Digest> running(WorkloadObject pod) {
    var running = new HashMap<String, Digest>();
    if (pod.getAdditionalProperties().get("status") instanceof Map<?, ?> status) {
      for (Object list : status.values()) {
        for (Object container : list instanceof List<?> all ? all : List.of()) {
          if (container instanceof Map<?, ?> map
              && map.get("name") instanceof String name
              && map.get("imageID") instanceof String id) {
            digest(id).ifPresent(it -> running.put(name, it));
          }
        }
      }
    }
    return running;
  }

  /** An image ID without a repository is the runtime's own and names no manifest. */
  private static Optional<Digest> digest(String imageId) {
    int at = imageId.lastIndexOf('@');
    return at < 0 ? Optional.empty() : Digest.parse(imageId.substring(at + 1));
  }
}
