package dev.bedplate.webhook.server;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Lets in as many reviews, and as many bytes of them, as there is room for; never queues. */
final class Gate {
  private final Semaphore reviews;
  private final Semaphore bytes;

  Gate(int reviews, int bytes) {
    this.reviews = new Semaphore(reviews);
    this.bytes = new Semaphore(bytes);
  }

  /** A place for one review of {@code size} bytes until it is closed; null when there is none. */
  @Nullable Place enter(int size) {
    if (!reviews.tryAcquire()) {
      return null;
    }
    if (!bytes.tryAcquire(size)) {
      reviews.release();
      return null;
    }
    return new Place(size);
  }

  /** A taken place. */
  final class Place implements AutoCloseable {
    private final int size;

    private Place(int size) {
      this.size = size;
    }

    @Override
    public void close() {
      bytes.release(size);
      reviews.release();
    }
  }
}
