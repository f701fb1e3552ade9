package dev.bedplate.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON merge patches (RFC 7396) that name only what differs, so that they keep out of the way. */
public final class MergePatch {
  private MergePatch() {}

  /** What to merge into {@code shown} to have {@code wanted}; null takes a field away. */
  public static Map<String, @Nullable Object> between(
      Map<String, ? extends @Nullable Object> shown,
      Map<String, ? extends @Nullable Object> wanted) {
    Map<String, @Nullable Object> patch = new LinkedHashMap<>();
    wanted.forEach(
        (name, value) -> {
          if (!Objects.equals(value, shown.get(name))) {
            patch.put(name, value);
          }
        });
    shown.keySet().stream()
        .filter(it -> !wanted.containsKey(it))
        .forEach(it -> patch.put(it, null));
    return patch;
  }
}
