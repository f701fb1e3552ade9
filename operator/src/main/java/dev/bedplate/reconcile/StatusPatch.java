package dev.bedplate.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON merge patch (RFC 7396) from the status an object has to the one it should have. It names
 * only fields that differ and this version knows.
 */
final class StatusPatch {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private StatusPatch() {}

  /** A status of plain values as the record of its kind; absent values are empty. */
  static <S extends Record> S read(@Nullable Object status, Class<S> type) {
    return MAPPER.convertValue(status == null ? Map.of() : status, type);
  }

  /** The patch, or empty when nothing differs; an object of another UID refuses it. */
  static Optional<String> between(String uid, Record shown, Record wanted) {
    ObjectNode before = MAPPER.valueToTree(shown);
    ObjectNode after = MAPPER.valueToTree(wanted);
    ObjectNode changed = MAPPER.createObjectNode();
    for (Map.Entry<String, JsonNode> field : after.properties()) {
      if (!field.getValue().equals(before.get(field.getKey()))) {
        changed.set(field.getKey(), field.getValue());
      }
    }
    for (Map.Entry<String, JsonNode> field : before.properties()) {
      if (!after.has(field.getKey())) {
        changed.putNull(field.getKey());
      }
    }
    if (changed.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode patch = MAPPER.createObjectNode();
    patch.putObject("metadata").put("uid", uid);
    patch.set("status", changed);
    return Optional.of(patch.toString());
  }
}
