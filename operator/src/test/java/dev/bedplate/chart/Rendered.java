package dev.bedplate.chart;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** The objects that the chart makes. */
public record Rendered(List<HasMetadata> objects) {
  /** The only object of this type and name; fails when there is none. */
  public <T extends HasMetadata> T one(Class<T> type, String name) {
    return all(type).stream()
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " " + name));
  }

  /** The objects of this type. */
  public <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
