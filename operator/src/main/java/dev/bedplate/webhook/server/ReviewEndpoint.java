package dev.bedplate.webhook.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.bedplate.webhook.AdmissionReview;
import dev.bedplate.webhook.AdmissionReviewCodec;
import dev.bedplate.webhook.Asked;
import dev.bedplate.webhook.Decoded;
import dev.bedplate.webhook.Failure;
import dev.bedplate.webhook.FailureObserver;
import dev.bedplate.webhook.Reviewer;
import dev.bedplate.webhook.Unanswered;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP request to one HTTP answer. */
final class ReviewEndpoint implements HttpHandler {
  static final String PATH = "/validate";
  private static final Logger LOG = LoggerFactory.getLogger(ReviewEndpoint.class);
  private static final int HEADS = 16;
  private final Semaphore heads = new Semaphore(HEADS);
  private final AdmissionReviewCodec codec;
  private final Reviewer reviewer;
  private final FailureObserver failures;
  private final ServerSettings settings;
  private final Gate gate;
  private final Clock clock;
  private final BooleanSupplier draining;

  ReviewEndpoint(
      Reviewer reviewer,
      FailureObserver failures,
      ServerSettings settings,
      Clock clock,
      BooleanSupplier draining) {
    this.reviewer = reviewer;
    this.failures = failures;
    this.settings = settings;
    this.clock = clock;
    this.draining = draining;
    codec = new AdmissionReviewCodec(settings.bodyBytes());
    gate = new Gate(settings.concurrent(), settings.keptBytes(), settings.heldBytes());
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, reply(exchange));
    }
  }

  private Reply reply(HttpExchange exchange) {
    if (!exchange.getRequestURI().getPath().equals(PATH)) {
      return Reply.notFound();
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return Reply.notPost();
    }
    if (!isJson(exchange.getRequestHeaders())) {
      return Reply.notJson();
    }
    try {
      return review(exchange, length(exchange.getRequestHeaders()), timeout(exchange));
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      return failed(Asked.NOTHING, e);
    }
  }

  private Reply review(HttpExchange exchange, long length, Duration timeout) {
    Instant began = clock.instant();
    try (var place = gate.enter()) {
      if (place == null) {
        return unanswered(new Unanswered(Failure.Busy, "too many reviews at once", head(exchange)));
      }
      if (length > settings.bodyBytes()) {
        String problem = "a review has at most " + settings.bodyBytes() + " bytes";
        return unanswered(new Unanswered(Failure.TooLarge, problem, Asked.NOTHING));
      }
      return switch (codec.read(exchange.getRequestBody(), length, place)) {
        case Decoded.Refused(var unanswered) -> unanswered(unanswered);
        case Decoded.Understood(var review) -> answer(review, began, timeout);
      };
    }
  }

  /** What is not read is looked at as far as it tells what was asked, a few at a time. */
  private Asked head(HttpExchange exchange) {
    if (!heads.tryAcquire()) {
      return Asked.NOTHING;
    }
    try {
      return codec.head(exchange.getRequestBody());
    } finally {
      heads.release();
    }
  }

  private Reply answer(AdmissionReview review, Instant began, Duration timeout) {
    try {
      return switch (reviewer.review(review, timeout.minus(since(began)))) {
        case Reviewer.Review.Answered(var answer) -> {
          Reply reply = Reply.review(codec.write(review.uid(), answer));
          tellWhenLate(review, since(began), timeout);
          yield reply;
        }
        case Reviewer.Review.Unreadable(var problem) ->
            unanswered(review, Failure.Unreadable, problem);
        case Reviewer.Review.Unprepared(var problem) ->
            unanswered(review, Failure.Unprepared, problem);
      };
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      return failed(Asked.of(review), e);
    }
  }

  /** The API server has let the object pass, or refused it, by then. */
  private void tellWhenLate(AdmissionReview review, Duration taken, Duration timeout) {
    if (taken.compareTo(timeout) >= 0) {
      String problem =
          "it was answered after %d ms, and waited for until %d ms"
              .formatted(taken.toMillis(), timeout.toMillis());
      observe(new Unanswered(Failure.Late, problem, Asked.of(review)));
    }
  }

  private Duration since(Instant began) {
    return Duration.between(began, clock.instant());
  }

  private Reply failed(Asked asked, Throwable e) {
    LOG.error("a review could not be answered: {}", asked, e);
    return unanswered(
        new Unanswered(Failure.Error, "this review could not be answered; see the log", asked));
  }

  private Reply unanswered(AdmissionReview review, Failure failure, String problem) {
    return unanswered(new Unanswered(failure, problem, Asked.of(review)));
  }

  private Reply unanswered(Unanswered unanswered) {
    observe(unanswered);
    return Reply.unanswered(unanswered);
  }

  private void observe(Unanswered unanswered) {
    try {
      failures.failed(unanswered);
    } catch (RuntimeException e) {
      LOG.error("a review without an answer could not be observed", e);
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
