package dev.bedplate.app.management;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An HTTP answer. */
record Page(int status, String type, byte[] body, Map<String, String> headers) {
  /** The text format of Prometheus, version 0.0.4. */
  static Page metrics(String text) {
    return new Page(
        200,
        "text/plain; version=0.0.4; charset=utf-8",
        text.getBytes(StandardCharsets.UTF_8),
        Map.of());
  }

  static Page text(int status, String text) {
    return text(status, text, Map.of());
  }

  static Page notGet() {
    return text(405, "only GET and HEAD", Map.of("Allow", "GET, HEAD"));
  }

  static Page busy() {
    return text(503, "too many requests at once", Map.of("Retry-After", "1"));
  }

  private static Page text(int status, String text, Map<String, String> headers) {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    return new Page(status, "text/plain; charset=utf-8", body, headers);
  }
}
