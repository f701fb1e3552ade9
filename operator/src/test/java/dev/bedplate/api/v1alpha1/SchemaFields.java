package dev.bedplate.api.v1alpha1;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullUnmarked;

/** The fields of a structural schema, and which of them an object has. */
@NullUnmarked
final class SchemaFields {
  private SchemaFields() {}

  /** Paths of all fields that hold a value themselves, such as {@code .spec.rules.age.maxDays}. */
  static Set<String> all(JSONSchemaProps schema) {
    Set<String> paths = new TreeSet<>();
    walk(schema, "", paths);
    return paths;
  }

  private static void walk(JSONSchemaProps schema, String path, Set<String> paths) {
    if (schema.getProperties() != null && !schema.getProperties().isEmpty()) {
      schema.getProperties().forEach((name, field) -> walk(field, path + "." + name, paths));
    } else if (schema.getItems() != null) {
      walk(schema.getItems().getSchema(), path, paths);
    } else {
      paths.add(path);
    }
  }

  /** Adds the paths of an object's fields; a map of free keys is one field. */
  static void addAll(Object value, String path, Set<String> known, Set<String> paths) {
    if (known.contains(path)) {
      paths.add(path);
      return;
    }
    switch (value) {
      case Map<?, ?> map -> map.forEach((k, v) -> addAll(v, path + "." + k, known, paths));
      case List<?> list -> list.forEach(element -> addAll(element, path, known, paths));
      case null, default -> paths.add(path);
    }
  }
}
