package dev.bedplate.source;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Work under way in the background, at most one per key: who asks for what is under way shares its
 * outcome, and work goes on when nobody waits for it any more.
 */
public final class Flights<K, T> implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentHashMap<K, Flight<T>> underWay = new ConcurrentHashMap<>();
  private final Semaphore places;
  private final Clock clock;

  /** No work yet, and never more than {@code most} pieces of it, running or waiting. */
  public Flights(int most, Clock clock) {
    places = new Semaphore(most);
    this.clock = clock;
  }

  /** One piece of work, begun at {@code since}. */
  public record Flight<T>(CompletableFuture<T> outcome, Instant since) {}

  /**
   * The work under way for {@code key}, begun by this call if there was none.
   *
   * @throws RejectedExecutionException when there is too much work under way, or no more is taken
   */
  public Flight<T> join(K key, Callable<T> work) {
    Flight<T> running = underWay.get(key);
    if (running != null) {
      return running;
    }
    if (!places.tryAcquire()) {
      throw new RejectedExecutionException("too much is under way");
    }
    var mine = new Flight<T>(new CompletableFuture<>(), clock.instant());
    running = underWay.putIfAbsent(key, mine);
    if (running != null) {
      places.release();
      return running;
    }
    begin(key, mine, work);
    return mine;
  }

  private void begin(K key, Flight<T> flight, Callable<T> work) {
    try {
      threads.execute(() -> run(key, flight, work));
    } catch (RejectedExecutionException e) {
      end(key, flight);
      flight.outcome().completeExceptionally(e);
      throw e;
    }
  }

  private void run(K key, Flight<T> flight, Callable<T> work) {
    try {
      T outcome = work.call();
      end(key, flight);
      flight.outcome().complete(outcome);
    } catch (Throwable e) {
      end(key, flight);
      flight.outcome().completeExceptionally(e);
    }
  }

  private void end(K key, Flight<T> flight) {
    underWay.remove(key, flight);
    places.release();
  }

  /** How many pieces of work are under way. */
  public int underWay() {
    return underWay.size();
  }

  /** Interrupts the work under way, without waiting for its end, and takes no more. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
