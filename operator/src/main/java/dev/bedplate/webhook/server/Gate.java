package dev.bedplate.webhook.server;

import dev.bedplate.webhook.Allowance;
import dev.bedplate.webhook.Failure;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Lets in as many reviews, and has as much kept of them, as there is room for; never queues. */
final class Gate {
  /** What every review may keep whatever the others do; usual ones need no more. */
  private static final int OWN = 16 * 1024;

  private static final int STEP = 64 * 1024;
  private final Semaphore reviews;
  private final Semaphore steps;
  private final int mostBytes;

  /**
   * An open gate.
   *
   * @param mostBytes that may be kept of one review
   * @param heldBytes that may be kept of all together, without what is each one's own
   */
  Gate(int reviews, int mostBytes, int heldBytes) {
    this.reviews = new Semaphore(reviews);
    this.mostBytes = mostBytes;
    steps = new Semaphore(heldBytes / STEP);
  }

  /** A place for one review until it is closed; null when there is none. */
  @Nullable Place enter() {
    return reviews.tryAcquire() ? new Place() : null;
  }

  /** A taken place, for one thread. */
  final class Place implements Allowance, AutoCloseable {
    private int kept;
    private int room = OWN;
    private int taken;

    private Place() {}

    @Override
    public @Nullable Failure take(int bytes) {
      if (bytes > mostBytes - kept) {
        return Failure.TooLarge;
      }
      while (kept + bytes > room) {
        if (!steps.tryAcquire()) {
          return Failure.Busy;
        }
        taken++;
        room += STEP;
      }
      kept += bytes;
      return null;
    }

    @Override
    public void close() {
      steps.release(taken);
      reviews.release();
    }
  }
}
