package dev.bedplate.webhook;

import dev.bedplate.policy.Bounds;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How decisions share the processors: a short one, as nearly all are, is made at once, even when
 * the time is over, so that it is not asked for in vain; a long one needs a turn, of which there
 * are fewer than processors, and lets others by all the time.
 */
final class Pace {
  /** Long enough for one that has to share its processor. */
  private static final long SHORT = Duration.ofMillis(20).toNanos();

  private static final long QUANTUM = Duration.ofNanos(100_000).toNanos();
  private final Semaphore turns;

  /** A pace for {@code processors}, one of which is left to short decisions if there are two. */
  Pace(int processors) {
    turns = new Semaphore(Math.max(1, processors - 1), true);
  }

  /** The time of an answer, for one thread. */
  Going within(Duration time) {
    return new Going(time.toNanos());
  }

  /** The turn and the time of the decisions that make one answer, one after the other. */
  final class Going implements AutoCloseable {
    private final long end;
    private boolean hasTurn;

    private Going(long nanos) {
      end = System.nanoTime() + nanos;
    }

    /** The time of one decision, which begins when it is first asked. */
    Bounds.TimeLeft begin() {
      return new One();
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

    /**
     * Says whether one decision may go on, waits for its turn where it needs one, and ends it; what
     * is denied has half of the time to tell what else is wrong.
     */
    private final class One implements Bounds.TimeLeft {
      private long began;
      private long yielded;
      private boolean hasBegun;

      @Override
      @SuppressWarnings("ThreadPriorityCheck") // Else a virtual thread keeps its processor.
      public boolean forMore(boolean denied) {
        long now = System.nanoTime();
        if (!hasBegun) {
          hasBegun = true;
          began = now;
          yielded = now;
        }
        if (now - began > SHORT) {
          long left = denied ? (end - began) / 2 - (now - began) : end - now;
          if (left <= 0 || (!hasTurn && !turn(left))) {
            return false;
          }
        }
        if (now - yielded > QUANTUM) {
          Thread.yield();
          yielded = System.nanoTime();
        }
        return true;
      }
    }
  }
}
