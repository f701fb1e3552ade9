package dev.bedplate.workload.manifest;

import dev.bedplate.workload.Workload.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads fields of one object by their paths and notes those of the wrong type. */
final class Fields {
  private final ManifestDocument document;
  private final List<ManifestError> errors;

  Fields(ManifestDocument document, List<ManifestError> errors) {
    this.document = document;
    this.errors = errors;
  }

  Source source() {
    return document.source();
  }

  int line(String field) {
    return document.lines().of(field);
  }

  void error(String field, String problem) {
    errors.add(document.error(field, problem));
  }

  @Nullable String text(String path) {
    return text(value(path), path);
  }

  @Nullable String text(@Nullable Object value, String path) {
    if (value == null || value instanceof String) {
      return (String) value;
    }
    error(path, "must be text, but is " + describe(value));
    return null;
  }

  Map<String, Object> map(String path) {
    return map(value(path), path);
  }

  @SuppressWarnings("unchecked") // The readers of YAML and JSON make text of every key.
  Map<String, Object> map(@Nullable Object value, String path) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    if (value != null) {
      error(path, "must be an object, but is " + describe(value));
    }
    return Map.of();
  }

  List<?> list(String path) {
    Object value = value(path);
    if (value instanceof List<?> list) {
      return list;
    }
    if (value != null) {
      error(path, "must be a list, but is " + describe(value));
    }
    return List.of();
  }

  Map<String, String> strings(String path) {
    var strings = new HashMap<String, String>();
    map(path)
        .forEach(
            (key, value) -> {
              String text = text(value, path + "." + key);
              if (text != null) {
                strings.put(key, text);
              }
            });
    return strings;
  }

  private @Nullable Object value(String path) {
    Object value = document.object();
    String at = "";
    for (String step : path.split("\\.", -1)) {
      if (!(value instanceof Map<?, ?> map)) {
        if (value != null) {
          error(at, "must be an object, but is " + describe(value));
        }
        return null;
      }
      value = map.get(step);
      at = at.isEmpty() ? step : at + "." + step;
    }
    return value;
  }

  private static String describe(Object value) {
    return switch (value) {
      case String text -> "the text \"" + text + "\"";
      case Map<?, ?> map -> "an object";
      case List<?> list -> "a list";
      case YamlDocument.Absent absent -> "empty";
      default -> "the value " + value;
    };
  }
}
