package dev.bedplate.source;

import dev.bedplate.image.UndecidedReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The moment after which an answer is of no use any more. */
public record Deadline(Instant at, Clock clock) {
  /** The deadline {@code budget} from now. */
  public static Deadline in(Duration budget, Clock clock) {
    return new Deadline(clock.instant().plus(budget), clock);
  }

  /** The time left, never negative. */
  public Duration remaining() {
    Duration left = Duration.between(clock.instant(), at);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Throws {@code DeadlineExceeded} naming {@code what} when no time is left. */
  public void check(String what) throws ImageUnavailableException {
    if (remaining().isZero()) {
      throw new ImageUnavailableException(
          UndecidedReason.DeadlineExceeded, what + ": the time for this inspection is over");
    }
  }
}
