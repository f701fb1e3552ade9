package dev.bedplate.event;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes object that an Event is about.
 *
 * @param namespace null for a cluster-scoped object
 * @param uid null when it is not known, as for an object that was refused
 */
public record ObjectRef(
    String apiVersion, String kind, @Nullable String namespace, String name, @Nullable String uid) {
  /** A policy of which only the name is known. */
  public static ObjectRef policy(String name) {
    return new ObjectRef("bedplate.dev/v1alpha1", "BaseImagePolicy", null, name, null);
  }

  /** A reference to an object of the API server. */
  public static ObjectRef of(HasMetadata object) {
    ObjectMeta metadata = object.getMetadata();
    return new ObjectRef(
        object.getApiVersion(),
        object.getKind(),
        metadata.getNamespace(),
        metadata.getName(),
        metadata.getUid());
  }
}
