package dev.bedplate.reconcile;

import dev.bedplate.catalog.Catalog;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.PolicyException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.stream.Stream;

/** When verdicts change without any event: dates of policies, exceptions and support. */
final class Moments {
  private Moments() {}

  /** The next moment at which a verdict may change by itself; at the latest the next midnight. */
  static Instant next(Catalog catalog, Instant now) {
    Instant midnight =
        LocalDate.ofInstant(now, ZoneOffset.UTC)
            .plusDays(1)
            .atStartOfDay()
            .toInstant(ZoneOffset.UTC);
    return Stream.concat(
            catalog.policies().stream().map(Policy::enforceAfter).filter(Objects::nonNull),
            catalog.exceptions().stream().map(PolicyException::expires))
        .filter(it -> it.isAfter(now))
        .filter(it -> it.isBefore(midnight))
        .min(Instant::compareTo)
        .orElse(midnight);
  }

  /** How long to wait for it; never less than a moment, so that nothing spins. */
  static Duration until(Instant next, Instant now) {
    Duration wait = Duration.between(now, next).plusMillis(50);
    return wait.compareTo(Duration.ofMillis(100)) < 0 ? Duration.ofMillis(100) : wait;
  }
}
