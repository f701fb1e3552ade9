package dev.bedplate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What an API server answered.
 *
 * @param warnings texts of its warnings
 */
record Answer(int status, JsonNode body, List<String> warnings) {
  Answer {
    warnings = List.copyOf(warnings);
  }

  boolean fine() {
    return status >= 200 && status < 300;
  }
}
