package dev.bedplate.inspect.layer;

import dev.bedplate.inspect.layer.LayerReading.Walk;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The second thread of a reading. A platform thread, because the work is all computation and would
 * keep other virtual threads from running.
 */
final class WalkerThread {
  private final Ring ring;
  private final Work work;
  private final Thread thread;
  private @Nullable Walk walk;
  private @Nullable Throwable failure;

  WalkerThread(Ring ring, Work work, String name) {
    this.ring = ring;
    this.work = work;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @SuppressWarnings("CatchThrowable")
  private void run() {
    try {
      walk = work.walk();
    } catch (Throwable e) {
      failure = e;
      ring.giveUp();
    }
  }

  /** Waits for the thread, which cannot block for long once the ring is closed. */
  void end() {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The finished walk, or its failure; to be called after {@link #end}. */
  Walk result() throws IOException {
    Throwable problem = failure;
    if (problem instanceof IOException e) {
      throw e;
    }
    if (problem instanceof RuntimeException e) {
      throw e;
    }
    if (problem instanceof Error e) {
      throw e;
    }
    Walk finished = walk;
    if (finished == null) {
      throw new IllegalStateException("the walk has not ended", problem);
    }
    return finished;
  }

  /** What the thread does. */
  @FunctionalInterface
  interface Work {
    Walk walk() throws IOException;
  }
}
