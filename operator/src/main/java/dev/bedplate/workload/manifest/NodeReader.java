package dev.bedplate.workload.manifest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Turns the nodes of one document into plain values, following aliases and merge keys. */
final class NodeReader {
  private static final int MAX_NODES = 2_000_000;
  private static final String MERGE = "<<";
  private final Map<Tag, ConstructNode> scalars;
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int nodes;

  NodeReader(LoadSettings settings) {
    scalars = settings.getSchema().getSchemaTagConstructors();
  }

  Object read(Node node) {
    if (++nodes > MAX_NODES) {
      throw broken(node, "more than " + MAX_NODES + " values once aliases are followed");
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar);
    }
    if (!open.add(node)) {
      throw broken(node, "an alias that contains itself");
    }
    try {
      return switch (node) {
        case MappingNode mapping -> mapping(mapping);
        case SequenceNode sequence -> sequence(sequence);
        default -> throw broken(node, "neither a mapping, a list nor a scalar");
      };
    } finally {
      open.remove(node);
    }
  }

  private List<Object> sequence(SequenceNode sequence) {
    var list = new ArrayList<Object>();
    for (Node element : sequence.getValue()) {
      list.add(read(element));
    }
    return list;
  }

  private Map<String, Object> mapping(MappingNode mapping) {
    var map = new LinkedHashMap<String, Object>();
    var seen = new HashSet<String>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = key(tuple.getKeyNode());
      if (!isMerge(tuple.getKeyNode())) {
        if (!seen.add(key)) {
          throw broken(tuple.getKeyNode(), "the key \"" + key + "\" is there twice");
        }
        put(map, key, read(tuple.getValueNode()));
      }
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (isMerge(tuple.getKeyNode())) {
        merge(map, seen, tuple.getValueNode());
      }
    }
    return map;
  }

  private void merge(Map<String, Object> map, Set<String> seen, Node value) {
    Object merged = read(value);
    List<?> parts = merged instanceof List<?> list ? list : List.of(merged);
    for (Object part : parts) {
      if (!(part instanceof Map<?, ?> source)) {
        throw broken(value, "the merge key \"<<\" needs a mapping");
      }
      source.forEach(
          (key, element) -> {
            if (seen.add((String) key)) {
              map.put((String) key, element);
            }
          });
    }
  }

  private static boolean isMerge(Node key) {
    return key instanceof ScalarNode scalar && scalar.isPlain() && scalar.getValue().equals(MERGE);
  }

  private static void put(Map<String, Object> map, String key, Object value) {
    if (value != YamlDocument.Absent.NULL) {
      map.put(key, value);
    }
  }

  private static String key(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw broken(node, "a key must be text, not a mapping or a list");
  }

  private Object scalar(ScalarNode node) {
    ConstructNode constructor = scalars.get(node.getTag());
    if (constructor == null || node.getTag().equals(Tag.STR)) {
      return node.getValue();
    }
    try {
      Object value = constructor.construct(node);
      return value == null ? YamlDocument.Absent.NULL : value;
    } catch (YamlEngineException | IllegalArgumentException e) {
      throw broken(node, "not a value of type " + node.getTag().getValue());
    }
  }

  private static BrokenNode broken(Node node, String problem) {
    return new BrokenNode(NodeLines.line(node), problem);
  }
}
