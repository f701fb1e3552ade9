package dev.bedplate.webhook.server;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An HTTP answer. */
record Reply(int status, String type, byte[] body, Map<String, String> headers) {
  static Reply review(byte[] json) {
    return new Reply(200, "application/json", json, Map.of());
  }

  static Reply notFound() {
    return text(404, "reviews are posted to " + ReviewEndpoint.PATH, Map.of());
  }

  static Reply notPost() {
    return text(405, "reviews are posted", Map.of("Allow", "POST"));
  }

  static Reply notJson() {
    return text(415, "Content-Type must be application/json", Map.of());
  }

  static Reply malformed(String problem) {
    return text(400, problem, Map.of());
  }

  /** The rest of the body is not read, so the connection is of no use any more. */
  static Reply tooLarge(int limit) {
    return text(413, "a review has at most " + limit + " bytes", Map.of("Connection", "close"));
  }

  static Reply busy() {
    return text(429, "too many reviews at once", Map.of("Retry-After", "1"));
  }

  static Reply failed() {
    return text(500, "this review could not be answered; see the log", Map.of());
  }

  /** Not an answer, so that the {@code failurePolicy} decides. */
  static Reply unprepared(String problem) {
    return text(500, problem, Map.of());
  }

  private static Reply text(int status, String text, Map<String, String> headers) {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    return new Reply(status, "text/plain; charset=utf-8", body, headers);
  }
}
