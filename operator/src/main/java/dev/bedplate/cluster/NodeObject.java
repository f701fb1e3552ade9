package dev.bedplate.cluster;

import dev.bedplate.image.Platform;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Node, reduced to the platform it runs. */
@Group("")
@Version("v1")
@Kind("Node")
@Singular("node")
@Plural("nodes")
public final class NodeObject extends ReducedObject {
  private static final long serialVersionUID = 1L;

  @Override
  @Nullable Object reduced(String field, Object value) {
    return field.equals("status")
            && value instanceof Map<?, ?> status
            && status.get("nodeInfo") instanceof Map<?, ?> info
            && info.get("operatingSystem") instanceof String system
            && info.get("architecture") instanceof String architecture
        ? Map.of("nodeInfo", Map.of("operatingSystem", system, "architecture", architecture))
        : null;
  }

  Optional<Platform> platform() {
    return getAdditionalProperties().get("status") instanceof Map<?, ?> status
            && status.get("nodeInfo") instanceof Map<?, ?> info
            && info.get("operatingSystem") instanceof String system
            && info.get("architecture") instanceof String architecture
        ? Optional.of(new Platform(system, architecture, null))
        : Optional.empty();
  }
}
