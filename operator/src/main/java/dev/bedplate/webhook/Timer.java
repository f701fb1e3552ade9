package dev.bedplate.webhook;

import java.time.Duration;

/**
 * Tells a {@link Reserve} how late a thread gets its turn that waits as those do which answer; so a
 * CPU that becomes short is known before the first answer is late.
 */
public final class Timer implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(100);
  private final Reserve reserve;
  private final Thread thread;

  private Timer(Reserve reserve) {
    this.reserve = reserve;
    thread = Thread.ofVirtual().name("timer").unstarted(this::run);
  }

  /** A timer that runs. */
  public static Timer start(Reserve reserve) {
    var timer = new Timer(reserve);
    timer.thread.start();
    return timer;
  }

  private void run() {
    try {
      while (true) {
        long began = System.nanoTime();
        Thread.sleep(EVERY);
        reserve.came(Duration.ofNanos(System.nanoTime() - began).minus(EVERY));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
