package dev.bedplate.webhook;

import dev.bedplate.source.Deadline;
import dev.bedplate.workload.ContainerImage;
import java.util.List;
import java.util.Optional;

/** Knows the objects that control others. */
@FunctionalInterface
public interface Owners {
  /**
   * The images in the pod template of the object with exactly this kind, name and UID, from what is
   * known or by one live read; empty when there is none or it cannot be had before the deadline.
   */
  Optional<List<ContainerImage>> images(String namespace, OwnerReference owner, Deadline deadline);
}
