package dev.bedplate.policy;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Violations that are tolerated until a moment.
 *
 * @param reasons empty means all
 * @param expires the first moment at which the exception no longer counts
 */
public record PolicyException(
    String name, Set<String> policies, Set<ViolationReason> reasons, Scope scope, Instant expires) {
  public PolicyException {
    policies = Set.copyOf(policies);
    reasons = Set.copyOf(reasons);
  }

  /** The names among its policies that are none of {@code known}, sorted. */
  public List<String> policiesBeyond(Set<String> known) {
    return policies.stream().filter(it -> !known.contains(it)).sorted().toList();
  }

  /** What an exception is for; all of it must match, and an empty list matches everything. */
  public record Scope(
      List<NameGlob> namespaces,
      Set<String> kinds,
      List<NameGlob> names,
      List<NameGlob> containers,
      List<ImageGlob> images,
      Set<Digest> digests) {
    public Scope {
      namespaces = List.copyOf(namespaces);
      kinds = Set.copyOf(kinds);
      names = List.copyOf(names);
      containers = List.copyOf(containers);
      images = List.copyOf(images);
      digests = Set.copyOf(digests);
    }

    private boolean covers(Workload workload, ContainerImage image, Inspected inspected) {
      String namespace = workload.namespace();
      return (namespaces.isEmpty() || (namespace != null && any(namespaces, namespace)))
          && (kinds.isEmpty() || kinds.contains(workload.kind()))
          && (names.isEmpty() || any(names, workload.name()))
          && (containers.isEmpty() || any(containers, image.container()))
          && coversImage(image, inspected);
    }

    private boolean coversImage(ContainerImage image, Inspected inspected) {
      if (images.isEmpty() && digests.isEmpty()) {
        return true;
      }
      Digest index = inspected.indexDigest();
      return Match.any(images, image.reference().canonical())
          || digests.contains(inspected.digest())
          || (index != null && digests.contains(index))
          || (image.reference() instanceof RegistryReference(_, _, _, _, Digest pinned)
              && pinned != null
              && digests.contains(pinned));
    }

    private static boolean any(List<NameGlob> globs, String name) {
      return globs.stream().anyMatch(it -> it.matches(name));
    }
  }

  boolean covers(Policy policy, ViolationReason reason, Subject subject) {
    return policies.contains(policy.name())
        && (reasons.isEmpty() || reasons.contains(reason))
        && subject.now().isBefore(expires)
        && scope.covers(subject.workload(), subject.image(), subject.inspected());
  }
}
