package dev.bedplate.reconcile;

import dev.bedplate.json.InvalidJson;
import dev.bedplate.json.Json;
import dev.bedplate.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A violation as the marks of a workload show it, without its message: that may count days.
 *
 * @param digest of the container's image; empty when it is not shown
 */
record ShownViolation(String policy, String reason, String container, String digest) {
  /** The violations shown; marks that somebody else damaged show none. */
  static Set<ShownViolation> on(Marks marks) {
    Map<?, ?> containers = Json.fields(tree(marks, Marks.CONTAINERS));
    return tree(marks, Marks.VIOLATIONS) instanceof List<?> violations
        ? violations.stream().map(it -> of(Json.fields(it), containers)).collect(Collectors.toSet())
        : Set.of();
  }

  private static ShownViolation of(Map<?, ?> violation, Map<?, ?> containers) {
    String container = Json.text(violation.get("container"));
    return new ShownViolation(
        Json.text(violation.get("policy")),
        Json.text(violation.get("reason")),
        container,
        Json.text(Json.fields(containers.get(container)).get("digest")));
  }

  private static @Nullable Object tree(Marks marks, String key) {
    try {
      String text = marks.annotations().getOrDefault(key, "");
      return JsonReader.readLenient(text.getBytes(StandardCharsets.UTF_8));
    } catch (InvalidJson e) {
      return null;
    }
  }
}
