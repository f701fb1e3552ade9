package dev.bedplate.source;

import dev.bedplate.image.UndecidedReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The moment after which an answer is of no use any more. */
public record Deadline(Instant at, Clock clock) {
  private static final Duration LOOK = Duration.ofMillis(100);

  /** The deadline {@code budget} from now. */
  public static Deadline in(Duration budget, Clock clock) {
    return new Deadline(clock.instant().plus(budget), clock);
  }

  /** The time left, never negative. */
  public Duration remaining() {
    Duration left = Duration.between(clock.instant(), at);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** The moment in the middle between now and this one. */
  public Deadline halfway() {
    return new Deadline(clock.instant().plus(remaining().dividedBy(2)), clock);
  }

  /**
   * The outcome, if it comes in time. Looked at again and again, because a clock may run ahead of
   * what was left at first.
   */
  public <T> T await(Future<T> outcome)
      throws InterruptedException, ExecutionException, TimeoutException {
    while (true) {
      long left = remaining().toNanos();
      try {
        return outcome.get(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (remaining().isZero()) {
          throw e;
        }
      }
    }
  }

  /** Throws {@code DeadlineExceeded} naming {@code what} when no time is left. */
  public void check(String what) throws ImageUnavailableException {
    if (remaining().isZero()) {
      throw new ImageUnavailableException(
          UndecidedReason.DeadlineExceeded, what + ": the time for this inspection is over");
    }
  }
}
