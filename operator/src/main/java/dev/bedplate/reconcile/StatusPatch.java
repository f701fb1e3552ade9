package dev.bedplate.reconcile;

import static dev.bedplate.json.Json.object;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bedplate.json.Json;
import dev.bedplate.json.MergePatch;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON merge patch (RFC 7396) from the status an object has to the one it should have. It names
 * only fields that differ and this version knows.
 */
final class StatusPatch {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<Map<String, @Nullable Object>> TREE = new TypeReference<>() {};

  private StatusPatch() {}

  /** A status of plain values as the record of its kind; absent values are empty. */
  static <S extends Record> S read(@Nullable Object status, Class<S> type) {
    return MAPPER.convertValue(status == null ? Map.of() : status, type);
  }

  /** The patch, or empty when nothing differs; an object of another UID refuses it. */
  static Optional<String> between(String uid, Record shown, Record wanted) {
    Map<String, @Nullable Object> changed = MergePatch.between(tree(shown), tree(wanted));
    return changed.isEmpty()
        ? Optional.empty()
        : Optional.of(Json.line(object("metadata", object("uid", uid), "status", changed)));
  }

  private static Map<String, @Nullable Object> tree(Record status) {
    return MAPPER.convertValue(status, TREE);
  }
}
