package dev.bedplate.cluster;

import dev.bedplate.image.Digest;
import dev.bedplate.inventory.InspectedImages;
import dev.bedplate.inventory.StoredImage;
import dev.bedplate.inventory.StoredImage.Entry;
import dev.bedplate.inventory.StoredImage.Newer;
import dev.bedplate.inventory.StoredImage.Partial;
import dev.bedplate.inventory.StoredImage.Unusable;
import dev.bedplate.inventory.StoredImage.Whole;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An InspectedImage that becomes facts while it is read: one that this version cannot use harms no
 * other, and the plain maps of a thousand are never in memory together.
 */
@Group("bedplate.dev")
@Version("v1alpha1")
@Kind("InspectedImage")
@Singular("inspectedimage")
@Plural("inspectedimages")
public final class InspectedImageObject extends ReducedObject {
  private static final long serialVersionUID = 1L;

  @Override
  @Nullable Object reduced(String field, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return null;
    }
    return switch (field) {
      case "spec" -> InspectedImages.read(map);
      case "status" -> map;
      default -> null;
    };
  }

  /** What it says about its image. */
  public StoredImage stored() {
    return getAdditionalProperties().get("spec") instanceof StoredImage stored
        ? InspectedImages.named(getMetadata().getName(), stored)
        : new Unusable("no facts");
  }

  /** Its facts, whole or not. */
  public Optional<Entry> entry() {
    return switch (stored()) {
      case Whole(var entry) -> Optional.of(entry);
      case Partial(var entry, _) -> Optional.of(entry);
      case Newer _, Unusable _ -> Optional.empty();
    };
  }

  /** The digest that it is named after. */
  public Optional<Digest> digest() {
    return Digest.parse(getMetadata().getName().replaceFirst("-", ":"));
  }

  /** Who refers to its image, as it says. */
  public ImageUse use() {
    return ImageUse.of(
        getAdditionalProperties().get("status") instanceof Map<?, ?> status ? status : Map.of());
  }
}
