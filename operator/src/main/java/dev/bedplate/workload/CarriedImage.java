package dev.bedplate.workload;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What makes an image of one object the same as an image of another: place and reference. */
public record CarriedImage(ContainerList list, String container, String reference) {
  private static CarriedImage of(ContainerImage image) {
    return new CarriedImage(image.list(), image.container(), image.reference().canonical());
  }

  /** Those of all {@code images}; two objects with the same set carry the same images. */
  public static Set<CarriedImage> all(Collection<ContainerImage> images) {
    Set<CarriedImage> all = new HashSet<>();
    for (ContainerImage image : images) {
      all.add(of(image));
    }
    return all;
  }

  /**
   * The owner rule: what an existing owner carries is judged with the owner, so only these of
   * {@code images} need a verdict of their own.
   *
   * @param owner the images of the owner; none where it does not exist
   */
  public static List<ContainerImage> beyond(
      Collection<ContainerImage> owner, List<ContainerImage> images) {
    Set<CarriedImage> carried = all(owner);
    return images.stream().filter(image -> !carried.contains(of(image))).toList();
  }
}
