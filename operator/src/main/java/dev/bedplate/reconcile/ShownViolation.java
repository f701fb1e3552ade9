package dev.bedplate.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A violation as the marks of a workload show it, without its message: that may count days.
 *
 * @param digest of the container's image; empty when it is not shown
 */
record ShownViolation(String policy, String reason, String container, String digest) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** The violations shown; marks that somebody else damaged show none. */
  static Set<ShownViolation> on(Marks marks) {
    JsonNode containers = tree(marks, Marks.CONTAINERS);
    return tree(marks, Marks.VIOLATIONS)
        .valueStream()
        .map(
            it -> {
              String container = it.path("container").asText();
              return new ShownViolation(
                  it.path("policy").asText(),
                  it.path("reason").asText(),
                  container,
                  containers.path(container).path("digest").asText());
            })
        .collect(Collectors.toSet());
  }

  private static JsonNode tree(Marks marks, String key) {
    String text = marks.annotations().get(key);
    if (text == null) {
      return MissingNode.getInstance();
    }
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
