package dev.bedplate.cluster;

import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Namespace, reduced to its labels. */
@Group("")
@Version("v1")
@Kind("Namespace")
@Singular("namespace")
@Plural("namespaces")
public final class NamespaceObject extends ReducedObject {
  private static final long serialVersionUID = 1L;

  @Override
  @Nullable Object reduced(String field, Object value) {
    return null;
  }

  Map<String, String> labels() {
    Map<String, String> labels = getMetadata().getLabels();
    return labels == null ? Map.of() : Map.copyOf(labels);
  }
}
