package dev.bedplate.webhook;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The controller that an object says it belongs to; a claim, not yet a fact. */
public record OwnerReference(String apiVersion, String kind, String name, String uid) {
  /** The controlling owner in {@code metadata.ownerReferences}, if there is a complete one. */
  static Optional<OwnerReference> controller(Map<String, Object> object) {
    if (object.get("metadata") instanceof Map<?, ?> metadata
        && metadata.get("ownerReferences") instanceof List<?> owners) {
      for (Object owner : owners) {
        if (owner instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("controller"))) {
          return complete(map);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<OwnerReference> complete(Map<?, ?> owner) {
    return owner.get("apiVersion") instanceof String apiVersion
            && owner.get("kind") instanceof String kind
            && owner.get("name") instanceof String name
            && owner.get("uid") instanceof String uid
        ? Optional.of(new OwnerReference(apiVersion, kind, name, uid))
        : Optional.empty();
  }
}
