package dev.bedplate.source.registry;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.ImageUnavailableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps the requests to one registry within its configured number and rate. */
final class Lane {
  private final Semaphore places;
  private final long intervalNanos;
  private final AtomicLong nextStart = new AtomicLong(System.nanoTime());

  Lane(RegistryConfiguration.Host settings) {
    places = new Semaphore(settings.concurrency());
    intervalNanos =
        settings.requestsPerSecond() == 0
            ? 0
            : (long) (Duration.ofSeconds(1).toNanos() / settings.requestsPerSecond());
  }

  /** Waits for a place; every success needs one {@link #leave()}. */
  void enter(Call call) throws ImageUnavailableException {
    long budget = call.access().deadline().remaining().toNanos();
    try {
      if (!places.tryAcquire(budget, TimeUnit.NANOSECONDS)) {
        throw call.failed(
            UndecidedReason.DeadlineExceeded, "too many requests to its registry are under way");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw call.failed(UndecidedReason.DeadlineExceeded, "waiting was given up", e);
    }
  }

  void leave() {
    places.release();
  }

  /** Waits until the rate allows another request. */
  void pace(Call call) throws ImageUnavailableException {
    if (intervalNanos > 0) {
      long now = System.nanoTime();
      long start = nextStart.getAndUpdate(at -> Math.max(at, now) + intervalNanos);
      Pause.before(call, Duration.ofNanos(Math.max(0, start - now)));
    }
  }
}
