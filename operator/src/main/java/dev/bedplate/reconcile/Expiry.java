package dev.bedplate.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How near the end of an exception is. The name is the reason of a condition, by which it is known
 * what was already told.
 */
enum Expiry {
  Expired(Duration.ZERO),
  In1Day(Duration.ofDays(1)),
  In7Days(Duration.ofDays(7)),
  In14Days(Duration.ofDays(14)),
  Later(null);

  static final String TYPE = "Expiring";
  private final @Nullable Duration left;

  Expiry(@Nullable Duration left) {
    this.left = left;
  }

  static Expiry at(Instant expires, Instant now) {
    return Arrays.stream(values())
        .filter(it -> it.left == null || !now.isBefore(expires.minus(it.left)))
        .findFirst()
        .orElse(Later);
  }

  Conditions.State state(Instant expires) {
    String message = (this == Expired ? "ended at " : "ends at ") + expires;
    return new Conditions.State(this != Later, name(), message);
  }
}
