package dev.bedplate.webhook;

import dev.bedplate.policy.Bounds;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How decisions share the processors: a short one, as nearly all are, is made at once; a long one
 * needs a turn, of which there are fewer than processors, and lets others by all the time.
 */
final class Pace {
  private static final long SHORT = Duration.ofMillis(2).toNanos();
  private static final long QUANTUM = Duration.ofNanos(100_000).toNanos();
  private final Semaphore turns;

  /** A pace for {@code processors}, one of which is left to short decisions if there are two. */
  Pace(int processors) {
    turns = new Semaphore(Math.max(1, processors - 1), true);
  }

  /** The time of one decision, which begins when it first asks; for one thread. */
  Going within(Duration time) {
    return new Going(time.toNanos());
  }

  /**
   * Says whether a decision may go on, waits for its turn where it needs one, and ends it; what is
   * denied already has half of the time to tell what else is wrong.
   */
  final class Going implements Bounds.TimeLeft, AutoCloseable {
    private final long end;
    private final long endOfDenied;
    private long began;
    private long yielded;
    private boolean hasBegun;
    private boolean hasTurn;

    private Going(long nanos) {
      long now = System.nanoTime();
      end = now + nanos;
      endOfDenied = now + nanos / 2;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // Else a virtual thread keeps its processor.
    public boolean forMore(boolean denied) {
      long now = System.nanoTime();
      long last = denied ? endOfDenied : end;
      if (!hasBegun) {
        hasBegun = true;
        began = now;
        yielded = now;
      }
      if (now - last >= 0 || (now - began > SHORT && !hasTurn && !turn(last - now))) {
        return false;
      }
      if (now - yielded > QUANTUM) {
        Thread.yield();
        yielded = System.nanoTime();
      }
      return true;
    }

    private boolean turn(long nanos) {
      try {
        hasTurn = turns.tryAcquire(nanos, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return hasTurn;
    }

    @Override
    public void close() {
      if (hasTurn) {
        hasTurn = false;
        turns.release();
      }
    }
  }
}
