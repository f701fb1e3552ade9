package dev.bedplate.webhook;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

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

  /** Says whether a decision may go on, waits for its turn where it needs one, and ends it. */
  final class Going implements BooleanSupplier, AutoCloseable {
    private final long end;
    private long began;
    private long yielded;
    private boolean hasBegun;
    private boolean hasTurn;

    private Going(long nanos) {
      end = System.nanoTime() + nanos;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // Else a virtual thread keeps its processor.
    public boolean getAsBoolean() {
      long now = System.nanoTime();
      if (!hasBegun) {
        hasBegun = true;
        began = now;
        yielded = now;
      }
      if (now - end >= 0 || (now - began > SHORT && !hasTurn && !turn(end - now))) {
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
