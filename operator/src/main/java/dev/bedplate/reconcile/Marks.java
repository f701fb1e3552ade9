package dev.bedplate.reconcile;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Bedplate writes on a workload: one label and three annotations, all absent when no policy
 * matches.
 */
record Marks(Map<String, String> labels, Map<String, String> annotations) {
  static final String VERDICT = "bedplate.dev/verdict";
  static final String SUMMARY = "bedplate.dev/summary";
  static final String CONTAINERS = "bedplate.dev/containers";
  static final String VIOLATIONS = "bedplate.dev/violations";
  static final String DIFFERS = " another image than judged";
  static final Marks NONE = new Marks(Map.of(), Map.of());

  Marks {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** The value of the verdict label, or null where there is none. */
  @Nullable String verdict() {
    return labels.get(VERDICT);
  }

  /** Whether they say that Pods run another image than the one judged. */
  boolean differ() {
    return annotations.getOrDefault(SUMMARY, "").endsWith(DIFFERS);
  }

  /**
   * These, then always fewer of them, at last the label alone: an object takes 256 KiB of
   * annotations (API server, {@code ValidateAnnotations}), and others write there too.
   */
  List<Marks> lessAndLess() {
    return Stream.of(annotations.keySet(), Set.of(SUMMARY), Set.<String>of())
        .map(this::with)
        .distinct()
        .toList();
  }

  private Marks with(Set<String> kept) {
    var fewer = new TreeMap<String, String>(annotations);
    fewer.keySet().retainAll(kept);
    return new Marks(labels, fewer);
  }

  /** Those of our keys among an object's labels and annotations. */
  static Marks on(@Nullable Map<String, String> labels, @Nullable Map<String, String> annotations) {
    return new Marks(ours(labels), ours(annotations));
  }

  private static Map<String, String> ours(@Nullable Map<String, String> all) {
    var ours = new TreeMap<String, String>();
    if (all != null) {
      for (String key : new String[] {VERDICT, SUMMARY, CONTAINERS, VIOLATIONS}) {
        String value = all.get(key);
        if (value != null) {
          ours.put(key, value);
        }
      }
    }
    return ours;
  }
}
