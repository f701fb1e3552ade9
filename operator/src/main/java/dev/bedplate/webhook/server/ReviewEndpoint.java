package dev.bedplate.webhook.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.bedplate.webhook.AdmissionReview;
import dev.bedplate.webhook.AdmissionReviewCodec;
import dev.bedplate.webhook.Decoded;
import dev.bedplate.webhook.Reviewer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP request to one HTTP answer. */
final class ReviewEndpoint implements HttpHandler {
  static final String PATH = "/validate";
  private static final Logger LOG = LoggerFactory.getLogger(ReviewEndpoint.class);
  private final AdmissionReviewCodec codec = new AdmissionReviewCodec();
  private final Reviewer reviewer;
  private final ServerSettings settings;
  private final Gate gate;
  private final BooleanSupplier draining;

  ReviewEndpoint(Reviewer reviewer, ServerSettings settings, BooleanSupplier draining) {
    this.reviewer = reviewer;
    this.settings = settings;
    this.draining = draining;
    gate = new Gate(settings.concurrent(), settings.heldBytes());
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, reply(exchange));
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals(PATH)) {
      return Reply.notFound();
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return Reply.notPost();
    }
    if (!isJson(exchange.getRequestHeaders())) {
      return Reply.notJson();
    }
    long announced = length(exchange.getRequestHeaders());
    if (announced > settings.bodyBytes()) {
      return Reply.tooLarge(settings.bodyBytes());
    }
    int size = announced < 0 ? settings.bodyBytes() : (int) announced;
    try (var place = gate.enter(size)) {
      return place == null ? Reply.busy() : read(exchange, size);
    }
  }

  private Reply read(HttpExchange exchange, int size) throws IOException {
    // Left open: closing it would wait for what the client has not sent yet, before the answer.
    InputStream in = exchange.getRequestBody();
    byte[] body = in.readNBytes(size);
    if (body.length == settings.bodyBytes() && in.read() >= 0) {
      return Reply.tooLarge(settings.bodyBytes());
    }
    return switch (codec.read(body)) {
      case Decoded.Malformed(var problem) -> Reply.malformed(problem);
      case Decoded.Understood(var review) -> answer(review, timeout(exchange));
    };
  }

  private Reply answer(AdmissionReview review, Duration timeout) {
    try {
      return switch (reviewer.review(review, timeout)) {
        case Reviewer.Review.Answered(var answer) ->
            Reply.review(codec.write(review.uid(), answer));
        case Reviewer.Review.Unreadable(var problem) -> Reply.malformed(problem);
        case Reviewer.Review.Unprepared(var problem) -> Reply.unprepared(problem);
      };
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      LOG.error("review {} could not be answered", review.uid(), e);
      return Reply.failed();
    }
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", reply.type());
    reply.headers().forEach(headers::set);
    if (draining.getAsBoolean()) {
      headers.set("Connection", "close");
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), head ? -1 : reply.body().length);
    if (!head) {
      exchange.getResponseBody().write(reply.body());
      // Before the exchange is closed, which reads on what is left of a refused request.
      exchange.getResponseBody().flush();
    }
  }

  /** The API server tells in the URL how long it waits: {@code ?timeout=5s}. */
  private Duration timeout(HttpExchange exchange) {
    return TimeoutParameter.of(exchange.getRequestURI().getQuery())
        .filter(asked -> asked.compareTo(settings.timeout()) < 0)
        .orElse(settings.timeout());
  }

  private static boolean isJson(Headers headers) {
    String type = headers.getFirst("Content-Type");
    if (type == null) {
      return false;
    }
    int end = type.indexOf(';');
    String media = end < 0 ? type : type.substring(0, end);
    return media.strip().toLowerCase(Locale.ROOT).equals("application/json");
  }

  private static long length(Headers headers) {
    String length = headers.getFirst("Content-Length");
    // The server has refused whatever is no number.
    return length == null ? -1 : Long.parseLong(length.strip());
  }
}
