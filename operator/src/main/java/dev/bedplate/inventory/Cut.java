package dev.bedplate.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bedplate.api.v1alpha1.InspectedFacts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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

  private final ObjectNode facts;
  private final Set<String> paths = new TreeSet<>();

  /** Takes the tree that is to be changed; at once it is within the bounds of the schema. */
  Cut(ObjectNode facts) {
    this.facts = facts;
    new Bounds(InspectedFacts.TEXT, InspectedFacts.LIST, InspectedFacts.LABELS, paths).apply(facts);
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
    String clipped = Clip.to(value, bytes);
    if (!clipped.equals(value)) {
      paths.add(path);
    }
    return clipped;
  }

  /** Cuts until the JSON has at most so many bytes. */
  void to(int bytes) {
    clipAll("evidence", "detail", DETAIL, bytes);
    clipAll("size.layers", "createdBy", DETAIL, bytes);
    halve("evidence", bytes);
    clipAll("size.layers", "createdBy", 0, bytes);
    LISTS.forEach(path -> halve(path, bytes));
    if (isLargerThan(bytes)) {
      new Bounds(SHORTEST, 0, 0, paths).apply(facts);
    }
  }

  private boolean isLargerThan(int bytes) {
    return facts.toString().getBytes(StandardCharsets.UTF_8).length > bytes;
  }

  private void clipAll(String list, String field, int length, int bytes) {
    if (isLargerThan(bytes)) {
      for (JsonNode element : at(list)) {
        if (element instanceof ObjectNode object && object.path(field).isTextual()) {
          String text = object.path(field).textValue();
          String clipped = Clip.to(text, length);
          if (!clipped.equals(text)) {
            object.put(field, clipped);
            paths.add(list + "." + field);
          }
        }
      }
    }
  }

  private void halve(String path, int bytes) {
    JsonNode node = at(path);
    while (!node.isEmpty() && isLargerThan(bytes)) {
      Bounds.shorten(node, node.size() / 2);
      paths.add(path);
    }
  }

  private JsonNode at(String path) {
    JsonNode node = facts.at("/" + path.replace('.', '/'));
    return node.getNodeType() == JsonNodeType.MISSING ? facts.arrayNode() : node;
  }
}
