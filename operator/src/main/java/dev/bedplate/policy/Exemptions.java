package dev.bedplate.policy;

import dev.bedplate.fault.Faults;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The exceptions in force, in the order of their names. */
record Exemptions(List<PolicyException> exceptions) {
  Exemptions {
    exceptions =
        exceptions.size() < 2
            ? exceptions
            : exceptions.stream().sorted(Comparator.comparing(PolicyException::name)).toList();
  }

  /** The name of the first exception that covers such a violation, or null. */
  @Nullable String covering(Policy policy, ViolationReason reason, Subject subject) {
    for (PolicyException exception : exceptions) {
      if (covers(exception, policy, reason, subject)) {
        return exception.name();
      }
    }
    return null;
  }

  /** What an exception cannot tell it does not cover; the others still may. */
  private static boolean covers(
      PolicyException exception, Policy policy, ViolationReason reason, Subject subject) {
    try {
      return exception.covers(policy, reason, subject);
    } catch (RuntimeException | Error e) {
      Faults.told("exception " + exception.name() + ", policy " + policy.name(), e);
      return false;
    }
  }
}
