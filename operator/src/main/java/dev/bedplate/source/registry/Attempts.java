package dev.bedplate.source.registry;

import dev.bedplate.source.ImageUnavailableException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks a server until its answer counts, as often and as slowly as {@link Retries} say. */
final class Attempts {
  private final Retries retries;

  Attempts(Retries retries) {
    this.retries = retries;
  }

  /** One question and what its answers mean. */
  interface Exchange {
    /** Asks once. */
    HttpResponse<BodyStream> send() throws IOException;

    /** Whether an answer of this status ends the asking. */
    boolean counts(int status);

    /** Whether asking again may help after the connection failed. */
    boolean passes(IOException failure);

    /** What a status that does not count means. */
    ImageUnavailableException refused(int status);

    /** What being asked to slow down means. */
    ImageUnavailableException throttled(int status, @Nullable Duration retryAfter);

    /** What a connection that failed means. */
    ImageUnavailableException broken(IOException failure);
  }

  /** An answer that counts; everything else is an {@link ImageUnavailableException}. */
  HttpResponse<BodyStream> send(Call call, int most, Exchange exchange)
      throws ImageUnavailableException {
    for (int attempt = 1; ; attempt++) {
      ImageUnavailableException failure;
      Duration pause;
      boolean passes;
      try {
        HttpResponse<BodyStream> response = exchange.send();
        int status = response.statusCode();
        Duration asked = retries.asked(response.headers()).orElse(null);
        boolean throttled = status == 429 || (status == 503 && asked != null);
        if (!throttled && exchange.counts(status)) {
          return response;
        }
        response.body().discard();
        failure = throttled ? exchange.throttled(status, asked) : exchange.refused(status);
        pause = asked == null ? retries.pause(attempt) : asked;
        passes = retries.worthwhile(status, throttled);
      } catch (ImageUnavailableException e) {
        throw e;
      } catch (IOException e) {
        failure = exchange.broken(e);
        pause = retries.pause(attempt);
        passes = exchange.passes(e);
      }
      if (attempt == most || !passes || !Pause.fits(call, pause)) {
        throw failure;
      }
      Pause.before(call, pause);
    }
  }
}
