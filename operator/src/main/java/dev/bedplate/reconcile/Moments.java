package dev.bedplate.reconcile;

import dev.bedplate.catalog.Catalog;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.PolicyException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.stream.Stream;

/** When verdicts change without any event: dates of policies, exceptions and support. */
final class Moments {
  private Moments() {}

  /** Whether a verdict given at {@code before} may be another one at {@code now}. */
  static boolean passed(Catalog catalog, Instant before, Instant now) {
    return !day(before).equals(day(now))
        || Stream.concat(
                catalog.policies().stream().map(Policy::enforceAfter).filter(Objects::nonNull),
                catalog.exceptions().stream().map(PolicyException::expires))
            .anyMatch(it -> it.isAfter(before) && !it.isAfter(now));
  }

  private static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }
}
