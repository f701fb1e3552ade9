package dev.bedplate.policy;

import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All containers of a workload with one image, about which most rules say the same.
 *
 * @param canonical spelling of its reference
 */
record SameImages(String canonical, List<Inspection> inspections, List<ContainerImage> images) {
  /** Equal facts are the same list in practice, which is told without looking at them. */
  private record Key(ImageReference reference, List<Inspection> inspections) {
    @Override
    public int hashCode() {
      return reference.hashCode();
    }
  }

  /** Those of {@code images}, in the order of the first one of each. */
  static List<SameImages> of(
      List<ContainerImage> images, Map<ContainerImage, List<Inspection>> facts) {
    var same = new LinkedHashMap<Key, SameImages>();
    for (ContainerImage image : images) {
      ImageReference reference = image.reference();
      var key = new Key(reference, facts.getOrDefault(image, List.of()));
      same.computeIfAbsent(
              key, it -> new SameImages(reference.canonical(), it.inspections(), new ArrayList<>()))
          .images()
          .add(image);
    }
    return List.copyOf(same.values());
  }

  ContainerImage first() {
    return images.getFirst();
  }

  /** Those in one of some lists of the pod template; no lists mean all. */
  List<ContainerImage> in(Set<ContainerList> lists) {
    return lists.isEmpty()
        ? images
        : images.stream().filter(it -> lists.contains(it.list())).toList();
  }
}
