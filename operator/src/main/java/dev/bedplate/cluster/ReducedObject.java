package dev.bedplate.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.TreeMap;
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
    Object kept = value == null ? null : reduced(name, value);
    if (kept != null) {
      super.setAdditionalProperty(name, kept);
    }
  }

  @Override
  public final void setMetadata(ObjectMeta metadata) {
    metadata.setManagedFields(null);
    metadata.setFinalizers(null);
    metadata.setSelfLink(null);
    if (metadata.getAnnotations() != null) {
      var kept = new TreeMap<String, String>(metadata.getAnnotations());
      kept.keySet().removeIf(key -> !key.startsWith(OURS));
      metadata.setAnnotations(kept.isEmpty() ? null : kept);
    }
    super.setMetadata(metadata);
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
