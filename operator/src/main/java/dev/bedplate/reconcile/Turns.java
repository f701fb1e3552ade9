package dev.bedplate.reconcile;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Has few workloads reconciled at a time, so that the memory of a first pass does not grow with
 * their number. One that waits for a registry makes room for another meanwhile, so that a registry
 * that does not answer holds up nobody else.
 */
final class Turns {
  private static final int AT_A_TIME = 16;
  private static final int MOST_ASIDE = 1000;
  private final int atATime;
  private final int mostAside;
  private final ThreadPoolExecutor threads;
  private int aside;

  Turns() {
    this(AT_A_TIME, MOST_ASIDE);
  }

  /** Turns of which so many are taken at a time, besides those that wait aside. */
  Turns(int atATime, int mostAside) {
    this.atATime = atATime;
    this.mostAside = mostAside;
    threads =
        new ThreadPoolExecutor(
            atATime,
            atATime,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofVirtual().factory());
  }

  /** Runs each task when it is its turn. */
  ExecutorService executor() {
    return threads;
  }

  /** Whether none waits for its turn. */
  boolean allTaken() {
    return threads.getQueue().isEmpty();
  }

  /** Runs what waits for others; to be called by a task. Beyond the most, its turn is kept. */
  void aside(Runnable waiting) {
    boolean room = move(1);
    try {
      waiting.run();
    } finally {
      if (room) {
        move(-1);
      }
    }
  }

  private synchronized boolean move(int by) {
    if (aside + by > mostAside) {
      return false;
    }
    aside += by;
    int size = atATime + aside;
    threads.setMaximumPoolSize(Math.max(size, threads.getCorePoolSize()));
    threads.setCorePoolSize(size);
    threads.setMaximumPoolSize(size);
    return true;
  }
}
