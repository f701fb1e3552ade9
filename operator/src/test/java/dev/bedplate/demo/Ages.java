package dev.bedplate.demo;

import java.time.Duration;
import java.time.Instant;

/** Ages as kubectl prints them. */
final class Ages {
  private Ages() {}

  static String since(Instant then, Instant now) {
    Duration age = Duration.between(then, now);
    long seconds = Math.max(0, age.toSeconds());
    return seconds < 120 ? seconds + "s" : age.toMinutes() + "m";
  }
}
