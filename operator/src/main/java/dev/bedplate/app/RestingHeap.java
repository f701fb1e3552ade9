package dev.bedplate.app;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The heap may become as large as the inspection of a large image needs. The JVM by itself would
 * first fill all of that with what nobody needs any more, so whenever the heap is larger than it
 * has to be at rest, what is not in use is given back; ever more rarely while it is in use.
 */
final class RestingHeap implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int LONGEST_PAUSE = 256;

  private final long bytes;
  private final LongSupplier committed;
  private final Runnable collection;
  private final Thread watch =
      Thread.ofPlatform().daemon().name("resting-heap").unstarted(this::watch);
  private int pause;
  private int waited;

  /**
   * A heap that has at most so many bytes at rest.
   *
   * @param committed bytes that the heap has at this moment
   * @param collection gives back what is not in use
   */
  RestingHeap(long bytes, LongSupplier committed, Runnable collection) {
    this.bytes = bytes;
    this.committed = committed;
    this.collection = collection;
  }

  /** Watches this process. */
  static RestingHeap watch(long bytes) {
    Runtime process = Runtime.getRuntime();
    var heap = new RestingHeap(bytes, process::totalMemory, process::gc);
    heap.watch.start();
    return heap;
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(EVERY);
        look();
      }
    } catch (InterruptedException e) {
      // The process ends.
      return;
    }
  }

  /** Looks once; to be called again and again. */
  void look() {
    if (committed.getAsLong() <= bytes) {
      pause = 0;
      waited = 0;
    } else if (++waited > pause) {
      collection.run();
      waited = 0;
      pause = Math.min(LONGEST_PAUSE, 2 * pause + 1);
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
