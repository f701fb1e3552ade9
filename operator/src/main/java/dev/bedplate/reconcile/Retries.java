package dev.bedplate.reconcile;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** When to ask again for what could not be decided: growing delays, jittered, per workload. */
final class Retries {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final int MAX_DOUBLINGS = 7;
  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
  private final RandomGenerator random;

  Retries(RandomGenerator random) {
    this.random = random;
  }

  /** The delay before the next attempt: 5 s at first, at most about 10 min, 20 % more or less. */
  Duration next(String uid) {
    int attempt = attempts.merge(uid, 1, Integer::sum) - 1;
    long millis = FIRST.toMillis() << Math.min(attempt, MAX_DOUBLINGS);
    return Duration.ofMillis((long) (millis * random.nextDouble(0.8, 1.2)));
  }

  /** Begins anew. */
  void settled(String uid) {
    attempts.remove(uid);
  }
}
