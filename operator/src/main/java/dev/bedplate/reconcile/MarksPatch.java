package dev.bedplate.reconcile;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON merge patch (RFC 7396) from what a workload shows to what it should show. It names only
 * keys that differ, so it can never conflict with other writers, and the object they are for:
 * another one that took its name meanwhile refuses it.
 */
final class MarksPatch {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private MarksPatch() {}

  /** The patch, or empty when nothing differs. */
  static Optional<String> between(String uid, Marks shown, Marks wanted) {
    ObjectNode metadata = MAPPER.createObjectNode();
    difference(metadata, "labels", shown.labels(), wanted.labels());
    difference(metadata, "annotations", shown.annotations(), wanted.annotations());
    if (metadata.isEmpty()) {
      return Optional.empty();
    }
    metadata.put("uid", uid);
    ObjectNode patch = MAPPER.createObjectNode();
    patch.set("metadata", metadata);
    return Optional.of(patch.toString());
  }

  private static void difference(
      ObjectNode metadata, String field, Map<String, String> shown, Map<String, String> wanted) {
    ObjectNode changed = MAPPER.createObjectNode();
    wanted.forEach(
        (key, value) -> {
          if (!value.equals(shown.get(key))) {
            changed.put(key, value);
          }
        });
    shown.keySet().stream().filter(key -> !wanted.containsKey(key)).forEach(changed::putNull);
    if (!changed.isEmpty()) {
      metadata.set(field, changed);
    }
  }
}
