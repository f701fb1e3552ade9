package dev.bedplate.webhook;

import dev.bedplate.source.Deadline;

/** Knows whether the policies were read: before that, the lack of one means nothing. */
@FunctionalInterface
public interface KnownPolicies {
  /** Whether they were read; waits for that, but not beyond {@code deadline}. */
  boolean before(Deadline deadline);
}
