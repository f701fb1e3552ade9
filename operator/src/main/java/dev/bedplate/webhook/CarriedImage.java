package dev.bedplate.webhook;

import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** What makes an image of one object the same as an image of another: place and reference. */
record CarriedImage(ContainerList list, String container, String reference) {
  static CarriedImage of(ContainerImage image) {
    return new CarriedImage(image.list(), image.container(), image.reference().canonical());
  }

  static Set<CarriedImage> all(Collection<ContainerImage> images) {
    Set<CarriedImage> all = new HashSet<>();
    for (ContainerImage image : images) {
      all.add(of(image));
    }
    return all;
  }
}
