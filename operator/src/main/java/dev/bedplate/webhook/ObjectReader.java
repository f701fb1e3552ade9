package dev.bedplate.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.bedplate.workload.ContainerList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON to plain values, leaving out what no answer depends on; null fields are absent. */
final class ObjectReader {
  private static final int MAX_DEPTH = 100;
  private static final Set<String> OF_OBJECT = Set.of("apiVersion", "kind", "metadata", "spec");

  /** What is read of a field's object, or of each of its elements; of all others everything. */
  private static final Map<String, Set<String>> READ = read();

  private final JsonParser parser;
  private int depth;

  ObjectReader(JsonParser parser) {
    this.parser = parser;
  }

  private static Map<String, Set<String>> read() {
    var read = new HashMap<String, Set<String>>();
    read.put(
        "metadata",
        Set.of("name", "generateName", "namespace", "uid", "labels", "ownerReferences"));
    // Either the spec of a workload or that of its pods.
    var spec =
        new HashSet<>(Set.of("jobTemplate", "template", "imagePullSecrets", "serviceAccountName"));
    for (ContainerList list : ContainerList.values()) {
      spec.add(list.field());
      read.put(list.field(), Set.of("name", "image"));
    }
    read.put("spec", spec);
    read.put("jobTemplate", Set.of("spec"));
    read.put("template", Set.of("spec"));
    return Map.copyOf(read);
  }

  /** The Kubernetes object that the parser stands on; null when the value is no object. */
  @Nullable Map<String, Object> object() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    return map(OF_OBJECT);
  }

  private Map<String, Object> map(@Nullable Set<String> read) throws IOException {
    descend();
    var map = new LinkedHashMap<String, Object>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      if (read != null && !read.contains(name)) {
        parser.skipChildren();
        continue;
      }
      Object value = value(READ.get(name));
      if (value != null) {
        map.put(name, value);
      }
    }
    depth--;
    return map;
  }

  private List<Object> list(@Nullable Set<String> read) throws IOException {
    descend();
    var list = new ArrayList<Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Object value = value(read);
      // Positions in a list count, so that an element without a value keeps its place.
      list.add(value == null ? Map.of() : value);
    }
    depth--;
    return list;
  }

  private @Nullable Object value(@Nullable Set<String> read) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> map(read);
      case START_ARRAY -> list(read);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private void descend() throws IOException {
    if (++depth > MAX_DEPTH) {
      throw new IOException("nested deeper than " + MAX_DEPTH + " levels");
    }
  }
}
