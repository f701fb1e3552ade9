package dev.bedplate.source.keychain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Hands on at most ten warnings a minute and then says how many it kept to itself. */
final class RareWarnings implements Consumer<String> {
  private static final Duration SPAN = Duration.ofMinutes(1);
  private static final int MOST = 10;
  private final Consumer<String> warnings;
  private final Clock clock;
  private Instant began = Instant.MIN;
  private int count;

  RareWarnings(Consumer<String> warnings, Clock clock) {
    this.warnings = warnings;
    this.clock = clock;
  }

  @Override
  public synchronized void accept(String warning) {
    Instant now = clock.instant();
    if (!now.isBefore(began.plus(SPAN))) {
      if (count > MOST) {
        warnings.accept("pull secrets: " + (count - MOST) + " more warnings in a minute");
      }
      began = now;
      count = 0;
    }
    if (++count <= MOST) {
      warnings.accept(warning);
    }
  }
}
