package dev.bedplate.webhook;

import dev.bedplate.fault.Faults;
import dev.bedplate.source.Deadline;
import dev.bedplate.workload.CarriedImage;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Images that the existing controller of a Pod, ReplicaSet or Job already carries are not judged
 * again, so that what runs can be rescheduled. Everything else is: an injected container, the
 * images of an owner that does not exist, and all of them when the owner cannot be looked up.
 */
final class OwnerRule {
  private static final Set<String> OWNED = Set.of("Pod", "ReplicaSet", "Job");
  private final Owners owners;

  OwnerRule(Owners owners) {
    this.owners = owners;
  }

  /** The images of {@code workload} that need a verdict. */
  List<ContainerImage> toJudge(AdmissionReview review, Workload workload, Deadline deadline) {
    Optional<OwnerReference> owner = review.controller();
    if (owner.isEmpty() || !OWNED.contains(workload.kind())) {
      return workload.images();
    }
    return CarriedImage.beyond(
        images(review.namespace(), owner.get(), deadline).orElse(List.of()), workload.images());
  }

  private Optional<List<ContainerImage>> images(
      String namespace, OwnerReference owner, Deadline deadline) {
    try {
      return owners.images(namespace, owner, deadline);
    } catch (RuntimeException | Error e) {
      Faults.told("owner " + owner + ", so its images are judged", e);
      return Optional.empty();
    }
  }
}
