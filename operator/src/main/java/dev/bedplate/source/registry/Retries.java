package dev.bedplate.source.registry;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Which failures pass by themselves, and how long to wait for that. */
final class Retries {
  static final int MAX_ATTEMPTS = 4;

  private final Duration step;
  private final boolean waitsWhenThrottled;
  private final Clock clock;

  Retries(Duration step, boolean waitsWhenThrottled, Clock clock) {
    this.step = step;
    this.waitsWhenThrottled = waitsWhenThrottled;
    this.clock = clock;
  }

  /** Whether an answer is worth another attempt. */
  boolean worthwhile(int status, boolean throttled) {
    return throttled ? waitsWhenThrottled : passes(status);
  }

  /** Whether another attempt may be answered otherwise. */
  static boolean passes(int status) {
    return status == 429 || status == 408 || status == 500 || (status >= 502 && status <= 504);
  }

  /** Half to all of a time that doubles with each attempt. */
  Duration pause(int attempt) {
    long ceiling = step.toMillis() << (attempt - 1);
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1));
  }

  /** The {@code Retry-After} of RFC 9110, seconds or a date. */
  Optional<Duration> asked(HttpHeaders headers) {
    return headers.firstValue("Retry-After").flatMap(this::duration);
  }

  private Optional<Duration> duration(String text) {
    try {
      return Optional.of(Duration.ofSeconds(Math.max(0, Integer.parseInt(text.strip()))));
    } catch (NumberFormatException e) {
      return untilDate(text.strip());
    }
  }

  private Optional<Duration> untilDate(String text) {
    try {
      Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
      Duration left = Duration.between(clock.instant(), date);
      return Optional.of(left.isNegative() ? Duration.ZERO : left);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
