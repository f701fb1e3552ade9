package dev.bedplate.event;

import java.time.Duration;
import java.time.Instant;

/** Grants {@code burst} at once and then one per {@code refill}; for one thread. */
final class TokenBucket {
  private final int burst;
  private final Duration refill;
  private double tokens;
  private Instant filled;

  TokenBucket(int burst, Duration refill, Instant now) {
    this.burst = burst;
    this.refill = refill;
    tokens = burst;
    filled = now;
  }

  boolean take(Instant now) {
    fill(now);
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /** How long until the next one is granted; zero when one is there. */
  Duration wait(Instant now) {
    fill(now);
    double missing = 1 - tokens;
    return missing <= 0
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil(missing * refill.toNanos()));
  }

  private void fill(Instant now) {
    if (now.isAfter(filled)) {
      double gained = (double) Duration.between(filled, now).toNanos() / refill.toNanos();
      tokens = Math.min(burst, tokens + gained);
      filled = now;
    }
  }
}
