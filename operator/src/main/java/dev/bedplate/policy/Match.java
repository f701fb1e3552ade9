package dev.bedplate.policy;

import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import dev.bedplate.workload.Workload;
import java.util.List;
import java.util.Set;

/**
 * What a policy applies to; empty sets and lists mean everything. A bare image has neither kind nor
 * labels, so only its reference and list are looked at.
 */
public record Match(
    Selector namespaceSelector,
    Selector objectSelector,
    Set<String> kinds,
    Set<ContainerList> containers,
    List<ImageGlob> images,
    List<ImageGlob> excludeImages) {
  public Match {
    kinds = Set.copyOf(kinds);
    containers = Set.copyOf(containers);
    images = List.copyOf(images);
    excludeImages = List.copyOf(excludeImages);
  }

  /** The match of a policy that names nothing. */
  public static final Match EVERYTHING =
      new Match(Selector.EVERYTHING, Selector.EVERYTHING, Set.of(), Set.of(), List.of(), List.of());

  boolean selects(Workload workload) {
    if (workload.kind().equals("Image")) {
      return true;
    }
    return (kinds.isEmpty() || kinds.contains(workload.kind()))
        && objectSelector.matches(workload.labels())
        && namespaceSelector.matchesNamespace(workload) != Answer.No;
  }

  boolean selects(ContainerImage image) {
    return (containers.isEmpty() || containers.contains(image.list()))
        && ((images.isEmpty() && excludeImages.isEmpty())
            || selects(image.reference().canonical()));
  }

  /** Whether an image is meant, in whichever list of the pod template it stands. */
  boolean selects(String canonical) {
    return (images.isEmpty() || any(images, canonical)) && !any(excludeImages, canonical);
  }

  static boolean any(List<ImageGlob> globs, String canonical) {
    for (ImageGlob glob : globs) {
      if (glob.matches(canonical)) {
        return true;
      }
    }
    return false;
  }
}
