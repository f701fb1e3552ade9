package dev.bedplate.workload.manifest;

import dev.bedplate.fault.Faults;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The image references of one pod {@code spec}, in the order of its fields. */
final class PodImages {
  private final Fields fields;
  private final Function<String, ImageReference> references;
  private final List<ContainerImage> images = new ArrayList<>();

  PodImages(Fields fields, Function<String, ImageReference> references) {
    this.fields = fields;
    this.references = references;
  }

  List<ContainerImage> in(String podSpec) {
    for (ContainerList list : ContainerList.OF_CONTAINERS) {
      containers(podSpec + "." + list.field(), list);
    }
    volumes(podSpec + "." + ContainerList.Volume.field());
    return images;
  }

  private void containers(String path, ContainerList list) {
    List<?> containers = fields.list(path);
    for (int i = 0; i < containers.size(); i++) {
      String at = path + "[" + i + "]";
      Map<String, Object> container = fields.map(containers.get(i), at);
      add(container, fields.text(container.get("image"), at + ".image"), at + ".image", list);
    }
  }

  private void volumes(String path) {
    List<?> volumes = fields.list(path);
    for (int i = 0; i < volumes.size(); i++) {
      String at = path + "[" + i + "]";
      Map<String, Object> volume = fields.map(volumes.get(i), at);
      Map<String, Object> image = fields.map(volume.get("image"), at + ".image");
      String field = at + ".image.reference";
      add(volume, fields.text(image.get("reference"), field), field, ContainerList.Volume);
    }
  }

  private void add(
      Map<String, Object> owner, @Nullable String image, String field, ContainerList list) {
    String name =
        fields.text(owner.get("name"), field.substring(0, field.lastIndexOf(']') + 1) + ".name");
    if (image != null && !image.isEmpty()) {
      images.add(new ContainerImage(name == null ? "" : name, list, field, reference(image)));
    }
  }

  /** What is thrown at the reference of one container says nothing about the others. */
  private ImageReference reference(String image) {
    try {
      return references.apply(image);
    } catch (RuntimeException | Error e) {
      return new InvalidReference(image, "\"" + image + "\": " + Faults.told("reference", e));
    }
  }
}
