package dev.bedplate.webhook.server;

import dev.bedplate.webhook.Failure;
import dev.bedplate.webhook.Unanswered;
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

  /** No answer, so that the {@code failurePolicy} decides. */
  static Reply unanswered(Unanswered unanswered) {
    Map<String, String> headers =
        switch (unanswered.failure()) {
          case Busy -> Map.of("Retry-After", "1", "Connection", "close");
          // The rest of a body is not always read, so the connection may be of no use any more.
          case TooLarge, Unreadable, Incomplete -> Map.of("Connection", "close");
          case Unprepared, Late, Error -> Map.of();
        };
    return text(status(unanswered.failure()), unanswered.problem(), headers);
  }

  private static int status(Failure failure) {
    return switch (failure) {
      case Unreadable, Incomplete -> 400;
      case TooLarge -> 413;
      case Busy -> 429;
      case Unprepared, Late, Error -> 500;
    };
  }

  private static Reply text(int status, String text, Map<String, String> headers) {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    return new Reply(status, "text/plain; charset=utf-8", body, headers);
  }
}
