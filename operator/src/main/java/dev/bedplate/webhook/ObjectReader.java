package dev.bedplate.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON to plain values, leaving out what no verdict depends on; null fields are absent. */
final class ObjectReader {
  private static final int MAX_DEPTH = 100;
  private static final Set<String> UNUSED_METADATA = Set.of("annotations", "managedFields");
  private static final Set<String> UNUSED_OBJECT = Set.of("status");
  private final JsonParser parser;
  private int depth;

  ObjectReader(JsonParser parser) {
    this.parser = parser;
  }

  /** The Kubernetes object that the parser stands on; null when the value is no object. */
  @Nullable Map<String, Object> object() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    return map(UNUSED_OBJECT);
  }

  private Map<String, Object> map(Set<String> unused) throws IOException {
    descend();
    var map = new LinkedHashMap<String, Object>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      if (unused.contains(name)) {
        parser.skipChildren();
        continue;
      }
      Object value = value(name);
      if (value != null) {
        map.put(name, value);
      }
    }
    depth--;
    return map;
  }

  private List<Object> list() throws IOException {
    descend();
    var list = new ArrayList<Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Object value = value("");
      // Positions in a list count, so that an element without a value keeps its place.
      list.add(value == null ? Map.of() : value);
    }
    depth--;
    return list;
  }

  private @Nullable Object value(String name) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> map(name.equals("metadata") ? UNUSED_METADATA : Set.of());
      case START_ARRAY -> list();
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
