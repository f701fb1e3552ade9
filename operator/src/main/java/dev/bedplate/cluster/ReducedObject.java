package dev.bedplate.cluster;

import dev.bedplate.fault.Faults;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes object that loses what Bedplate does not look at while it is read, so that neither
 * the lists nor the watches of a large cluster are ever in memory whole. Its fields are plain maps:
 * no value of a newer API version can make it unreadable.
 */
abstract class ReducedObject extends GenericKubernetesResource {
  private static final long serialVersionUID = 1L;
  private static final String OURS = "bedplate.dev/";

  /** What is kept of a top-level field beside the metadata; null for nothing. */
  abstract @Nullable Object reduced(String field, Object value);

  @Override
  public final void setAdditionalProperty(String name, @Nullable Object value) {
    Object kept = value == null ? null : kept(name, value);
    if (kept != null) {
      super.setAdditionalProperty(name, kept);
    }
  }

  /** One object that cannot be reduced is kept whole: it must not end the list it is read with. */
  private @Nullable Object kept(String name, Object value) {
    try {
      return reduced(name, value);
    } catch (RuntimeException | Error e) {
      Faults.told(name + " of an object of kind " + getKind(), e);
      return value;
    }
  }

  @Override
  public final void setMetadata(ObjectMeta metadata) {
    metadata.setManagedFields(null);
    metadata.setFinalizers(null);
    metadata.setSelfLink(null);
    metadata.setAnnotations(kept(metadata.getAnnotations(), key -> key.startsWith(OURS)));
    metadata.setLabels(kept(metadata.getLabels(), _ -> true));
    if (metadata.getNamespace() != null) {
      metadata.setNamespace(metadata.getNamespace().intern());
    }
    super.setMetadata(metadata);
  }

  @Override
  public final void setApiVersion(String apiVersion) {
    super.setApiVersion(apiVersion == null ? null : apiVersion.intern());
  }

  @Override
  public final void setKind(String kind) {
    super.setKind(kind == null ? null : kind.intern());
  }

  /** In as little memory as there is: a cluster has tens of thousands of such maps. */
  private static @Nullable Map<String, String> kept(
      @Nullable Map<String, String> map, Predicate<String> wanted) {
    if (map == null) {
      return null;
    }
    var kept = new TreeMap<String, String>();
    map.forEach(
        (key, value) -> {
          // In JSON there may be null.
          if (Objects.nonNull(value) && wanted.test(key)) {
            kept.put(key, value);
          }
        });
    return kept.isEmpty() ? null : Map.copyOf(kept);
  }

  /** The object as plain values, metadata reduced to what names it. */
  final Map<String, Object> plain() {
    var object = new TreeMap<String, Object>(getAdditionalProperties());
    object.put("apiVersion", getApiVersion());
    object.put("kind", getKind());
    var metadata = new TreeMap<String, Object>();
    metadata.put("name", getMetadata().getName());
    if (getMetadata().getNamespace() != null) {
      metadata.put("namespace", getMetadata().getNamespace());
    }
    if (getMetadata().getLabels() != null) {
      metadata.put("labels", Map.copyOf(getMetadata().getLabels()));
    }
    object.put("metadata", metadata);
    return object;
  }
}
