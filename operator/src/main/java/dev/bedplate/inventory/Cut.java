package dev.bedplate.inventory;

import dev.bedplate.api.v1alpha1.InspectedFacts;
import dev.bedplate.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/**
 * Cuts the JSON of facts until it fits: first what only explains, then what is seldom asked for,
 * and at last anything; says what it cut.
 */
final class Cut {
  private static final List<String> LISTS =
      List.of(
          "config.labels",
          "foreignBinaries",
          "packages.names",
          "completeness.errors",
          "completeness.unsupported",
          "config.entrypoint",
          "config.command",
          "tools.shells",
          "tools.downloaders",
          "tools.debuggers",
          "tools.compilers",
          "tools.packageManagers",
          "libc.loaders",
          "distribution.idLike",
          "size.layers");
  private static final int DETAIL = 120;

  // Still room for any digest.
  private static final int SHORTEST = 135;

  private final Set<String> paths = new TreeSet<>();
  private Map<String, Object> facts;

  /** Takes a copy of the facts; at once it is within the bounds of the schema. */
  Cut(Map<?, ?> facts) {
    this.facts = schema(_ -> InspectedFacts.TEXT).copy(facts);
  }

  private Bounds schema(ToIntFunction<String> text) {
    return new Bounds(text, InspectedFacts.LIST, InspectedFacts.LABELS, paths);
  }

  /** What is left of the facts. */
  Map<String, Object> facts() {
    return facts;
  }

  /** Whether a policy may ask for what was cut at this path. */
  static boolean isJudged(String path) {
    return !path.startsWith("evidence") && !path.equals("size.layers.createdBy");
  }

  /** The paths at which something was cut, sorted. */
  List<String> paths() {
    return List.copyOf(paths);
  }

  /** A text beside the facts, cut to its bound. */
  String text(String path, String value, int bytes) {
    return schema(_ -> bytes).clipped(value, path);
  }

  /** Cuts until the JSON has at most so many bytes. */
  void to(int bytes) {
    clip("evidence.detail", DETAIL, bytes);
    clip("size.layers.createdBy", DETAIL, bytes);
    halve("evidence", bytes);
    clip("size.layers.createdBy", 0, bytes);
    LISTS.forEach(path -> halve(path, bytes));
    if (isLargerThan(bytes)) {
      facts = new Bounds(_ -> SHORTEST, 0, 0, paths).copy(facts);
    }
  }

  private boolean isLargerThan(int bytes) {
    return Json.line(facts).getBytes(StandardCharsets.UTF_8).length > bytes;
  }

  private void clip(String path, int length, int bytes) {
    if (isLargerThan(bytes)) {
      facts = schema(at -> at.equals(path) ? length : InspectedFacts.TEXT).copy(facts);
    }
  }

  private void halve(String path, int bytes) {
    Collection<?> all = at(path);
    while (!all.isEmpty() && isLargerThan(bytes)) {
      int most = all.size() / 2;
      var kept = new AtomicInteger();
      all.removeIf(_ -> kept.getAndIncrement() >= most);
      paths.add(path);
    }
  }

  /** The elements of a list, or the entries of an object. */
  private Collection<?> at(String path) {
    Object value = facts;
    for (String name : path.split("\\.", -1)) {
      value = Json.fields(value).get(name);
    }
    return value instanceof List<?> list ? list : Json.fields(value).entrySet();
  }
}
