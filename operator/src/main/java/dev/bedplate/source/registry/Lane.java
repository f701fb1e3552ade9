package dev.bedplate.source.registry;

import dev.bedplate.source.ImageUnavailableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
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
    call.access()
        .deadline()
        .acquire(places, call.image() + ": too many requests to its registry are under way");
  }

  void leave() {
    places.release();
  }

  /** Waits until the rate allows another request. */
  void pace(Call call) throws ImageUnavailableException {
    if (intervalNanos > 0) {
      Pause.before(call, book(System.nanoTime(), call.access().deadline().remaining()));
    }
  }

  /**
   * How long to wait at {@code now} (nanoseconds) for the next free moment, which is taken only
   * when it comes within {@code budget}: those who cannot wait must not delay those who can.
   */
  Duration book(long now, Duration budget) {
    while (true) {
      long at = nextStart.get();
      long start = at - now > 0 ? at : now;
      Duration wait = Duration.ofNanos(start - now);
      if (wait.compareTo(budget) >= 0 || nextStart.compareAndSet(at, start + intervalNanos)) {
        return wait;
      }
    }
  }
}
