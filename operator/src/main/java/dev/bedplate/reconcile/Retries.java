package dev.bedplate.reconcile;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * When to look again at what is not settled: without end, after growing delays, jittered, and all
 * workloads together at a bounded rate.
 */
final class Retries {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final int MAX_DOUBLINGS = 16;

  /** 20 a second. */
  private static final Duration EACH = Duration.ofMillis(50);

  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
  private final RandomGenerator random;

  Retries(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The delay before the next attempt: 5 s at first, then twice as long each time up to the longest
   * of its reason, and never shorter than all that wait take in their turn; 20 % more or less.
   */
  Duration next(String uid, Unsettled why) {
    int attempt = attempts.merge(uid, 1, Integer::sum) - 1;
    long growing = FIRST.toMillis() << Math.min(attempt, MAX_DOUBLINGS);
    long turn = EACH.toMillis() * attempts.size();
    long millis = Math.max(Math.min(growing, why.longest().toMillis()), turn);
    return Duration.ofMillis((long) (millis * random.nextDouble(0.8, 1.2)));
  }

  /** Begins anew. */
  void settled(String uid) {
    attempts.remove(uid);
  }

  /** How many wait. */
  int waiting() {
    return attempts.size();
  }
}
