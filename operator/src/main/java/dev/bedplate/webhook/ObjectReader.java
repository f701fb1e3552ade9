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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * JSON to plain values, leaving out what no answer depends on; null fields are absent. Of a field
 * that comes twice the last value counts, and objects are merged, as Go reads them. Once the
 * allowance refuses something, nothing more is kept.
 */
final class ObjectReader {
  private static final int FIELDS = 8;
  private static final Set<String> OF_OBJECT = Set.of("apiVersion", "kind", "metadata", "spec");

  /** What is read of a field's object, or of each of its elements; of all others everything. */
  private static final Map<String, Set<String>> READ = fields();

  /** Bytes of heap for a value, with its place in what holds it. */
  private static final int VALUE = 64;

  /** More for an element of a list: a container becomes an image with a field path and facts. */
  private static final int ELEMENT = 128;

  /** More for an image that was not named before: its reference, and what is found about it. */
  private static final int IMAGE = 768;

  /** Names of fields that are read: one text for each, however often it comes. */
  private static final Map<String, String> NAMES =
      Stream.concat(OF_OBJECT.stream(), READ.values().stream().flatMap(Set::stream))
          .distinct()
          .collect(Collectors.toUnmodifiableMap(it -> it, it -> it));

  private final JsonParser parser;
  private final Allowance allowance;
  private final Map<String, String> images = new HashMap<>();
  private @Nullable Map<String, Object> value;
  private @Nullable Failure failure;

  ObjectReader(JsonParser parser, Allowance allowance) {
    this.parser = parser;
    this.allowance = allowance;
  }

  private static Map<String, Set<String>> fields() {
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

  /** Reads the Kubernetes object that the parser stands on; a value that is none is left out. */
  void read() throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      value = map(OF_OBJECT, value);
    } else {
      parser.skipChildren();
    }
  }

  /** What was read; null when there was no object. */
  @Nullable Map<String, Object> value() {
    return value;
  }

  /** Why not everything was kept; null when it was. */
  @Nullable Failure failure() {
    return failure;
  }

  private static int bytes(String text) {
    return 2 * text.length();
  }

  private boolean keeps(int bytes) {
    if (failure == null) {
      failure = allowance.take(bytes);
    }
    return failure == null;
  }

  @SuppressWarnings("unchecked") // Every map is made here.
  private Map<String, Object> map(@Nullable Set<String> read, @Nullable Object before)
      throws IOException {
    Map<String, Object> map =
        before instanceof Map<?, ?> same
            ? (Map<String, Object>) same
            : LinkedHashMap.newLinkedHashMap(read == null ? FIELDS : read.size());
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      boolean isRead = read == null || read.contains(name);
      if (!isRead || !keeps(VALUE + (read == null ? bytes(name) : 0))) {
        parser.skipChildren();
        continue;
      }
      Object value = value(name, map.get(name));
      if (value != null) {
        map.put(NAMES.getOrDefault(name, name), value);
      }
    }
    return map;
  }

  private List<Object> list(@Nullable Set<String> read) throws IOException {
    var list = new ArrayList<Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (!keeps(VALUE + ELEMENT)) {
        parser.skipChildren();
        continue;
      }
      Object value = element(read);
      // Positions in a list count, so that an element without a value keeps its place.
      list.add(value == null ? Map.of() : value);
    }
    return list;
  }

  private @Nullable Object value(String name, @Nullable Object before) throws IOException {
    Set<String> read = READ.get(name);
    return switch (parser.currentToken()) {
      case START_OBJECT -> map(read, before);
      case VALUE_STRING -> name.equals("image") ? image() : text();
      default -> element(read);
    };
  }

  private @Nullable Object element(@Nullable Set<String> read) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> map(read, null);
      case START_ARRAY -> list(read);
      case VALUE_STRING -> text();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private @Nullable String text() throws IOException {
    String text = parser.getText();
    return keeps(bytes(text)) ? text : null;
  }

  /** Equal ones are the same text: a Pod may run one image a thousand times. */
  private @Nullable String image() throws IOException {
    String text = parser.getText();
    String before = images.get(text);
    if (before != null) {
      return before;
    }
    if (!keeps(IMAGE + bytes(text))) {
      return null;
    }
    images.put(text, text);
    return text;
  }
}
