package dev.bedplate.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Bounds of every text, list and label in the JSON of facts.
 *
 * @param text bytes of JSON
 * @param list elements
 * @param labels entries
 * @param paths where to say what was cut
 */
record Bounds(int text, int list, int labels, Set<String> paths) {
  void apply(ObjectNode root) {
    bound(root, "");
  }

  private void bound(JsonNode node, String path) {
    if (node instanceof ArrayNode || path.equals("config.labels")) {
      int most = path.equals("config.labels") ? labels : list;
      if (node.size() > most) {
        shorten(node, most);
        paths.add(path);
      }
    }
    switch (node) {
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          JsonNode element = array.get(i);
          if (element.isTextual()) {
            array.set(i, array.textNode(clipped(element.textValue(), path)));
          } else {
            bound(element, path);
          }
        }
      }
      case ObjectNode object -> boundFields(object, path);
      default -> {}
    }
  }

  private void boundFields(ObjectNode object, String path) {
    for (String name : object.properties().stream().map(Map.Entry::getKey).toList()) {
      String at = path.equals("config.labels") ? path : path.isEmpty() ? name : path + "." + name;
      JsonNode value = object.get(name);
      if (value.isTextual()) {
        object.put(name, clipped(value.textValue(), at));
      } else {
        bound(value, at);
      }
    }
  }

  private String clipped(String value, String path) {
    String clipped = Clip.to(value, text);
    if (!clipped.equals(value)) {
      paths.add(path);
    }
    return clipped;
  }

  static void shorten(JsonNode node, int size) {
    switch (node) {
      case ArrayNode array -> {
        while (array.size() > size) {
          array.remove(array.size() - 1);
        }
      }
      case ObjectNode object -> {
        List<String> names = object.properties().stream().map(Map.Entry::getKey).toList();
        object.remove(names.subList(Math.min(size, names.size()), names.size()));
      }
      default -> {}
    }
  }
}
