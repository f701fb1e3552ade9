package dev.bedplate.reconcile;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Has few workloads judged at a time, so that the memory of a first pass does not grow with their
 * number. Those that wait for a registry hold up the others for half a minute at most.
 */
final class Turns {
  private static final int AT_A_TIME = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private final Semaphore free;
  private final Duration patience;

  Turns() {
    this(AT_A_TIME, PATIENCE);
  }

  Turns(int atATime, Duration patience) {
    free = new Semaphore(atATime, true);
    this.patience = patience;
  }

  /** Does the work when it is its turn, or after enough patience. */
  <T> T take(Supplier<T> work) {
    boolean taken = await();
    try {
      return work.get();
    } finally {
      if (taken) {
        free.release();
      }
    }
  }

  private boolean await() {
    try {
      return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
