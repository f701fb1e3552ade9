package dev.bedplate.reconcile;

import static dev.bedplate.json.Json.object;

import dev.bedplate.json.Json;
import dev.bedplate.json.MergePatch;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON merge patch (RFC 7396) from what a workload shows to what it should show. It names only
 * keys that differ, so it can never conflict with other writers, and the object they are for:
 * another one that took its name meanwhile refuses it.
 */
final class MarksPatch {
  private MarksPatch() {}

  /** The patch, or empty when nothing differs. */
  static Optional<String> between(String uid, Marks shown, Marks wanted) {
    Map<String, @Nullable Object> metadata = object();
    difference(metadata, "labels", shown.labels(), wanted.labels());
    difference(metadata, "annotations", shown.annotations(), wanted.annotations());
    if (metadata.isEmpty()) {
      return Optional.empty();
    }
    metadata.put("uid", uid);
    return Optional.of(Json.line(object("metadata", metadata)));
  }

  private static void difference(
      Map<String, @Nullable Object> metadata,
      String field,
      Map<String, String> shown,
      Map<String, String> wanted) {
    Map<String, @Nullable Object> changed = MergePatch.between(shown, wanted);
    if (!changed.isEmpty()) {
      metadata.put(field, changed);
    }
  }
}
