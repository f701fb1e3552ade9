package dev.bedplate.source;

import dev.bedplate.image.UndecidedReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

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

  /** This one or the moment {@code budget} from now, whichever is earlier. */
  public Deadline within(Duration budget) {
    return budget.compareTo(remaining()) < 0 ? in(budget, clock) : this;
  }

  /**
   * The outcome, if it comes in time. Looked at again and again, because a clock may run ahead of
   * what was left at first.
   *
   * @param late what {@code DeadlineExceeded} says when it does not, or when this thread is
   *     interrupted, which stays so
   */
  public <T> T await(Future<T> outcome, String late)
      throws ImageUnavailableException, ExecutionException {
    try {
      while (true) {
        long left = remaining().toNanos();
        try {
          return outcome.get(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          if (remaining().isZero()) {
            throw late(late, e);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late(late, e);
    }
  }

  /** Takes one of the permits as soon as there is one; failures as of {@link #await}. */
  public void acquire(Semaphore permits, String late) throws ImageUnavailableException {
    try {
      if (!permits.tryAcquire(remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        throw late(late, null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late(late, e);
    }
  }

  /** Waits a while that ends before this moment, or not at all; failures as of {@link #await}. */
  public void sleep(Duration pause, String late) throws ImageUnavailableException {
    if (pause.compareTo(remaining()) >= 0) {
      throw late(late, null);
    }
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late(late, e);
    }
  }

  private static ImageUnavailableException late(String late, @Nullable Exception cause) {
    return cause == null
        ? new ImageUnavailableException(UndecidedReason.DeadlineExceeded, late)
        : new ImageUnavailableException(UndecidedReason.DeadlineExceeded, late, cause);
  }

  /** Throws {@code DeadlineExceeded} naming {@code what} when no time is left. */
  public void check(String what) throws ImageUnavailableException {
    if (remaining().isZero()) {
      throw new ImageUnavailableException(
          UndecidedReason.DeadlineExceeded, what + ": the time for this inspection is over");
    }
  }
}
