package dev.bedplate.policy;

import dev.bedplate.fault.Faults;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The exceptions in force for one decision, in the order of their names. */
final class Exemptions {
  private final List<PolicyException> exceptions;
  private final Map<String, List<PolicyException>> byPolicy = new HashMap<>();

  Exemptions(List<PolicyException> exceptions) {
    this.exceptions = exceptions;
  }

  /** The name of the first exception that covers such a violation, or null. */
  @Nullable String covering(Policy policy, ViolationReason reason, Subject subject) {
    if (exceptions.isEmpty()) {
      return null;
    }
    for (PolicyException exception : byPolicy.computeIfAbsent(policy.name(), this::naming)) {
      if (covers(exception, policy, reason, subject)) {
        return exception.name();
      }
    }
    return null;
  }

  private List<PolicyException> naming(String policy) {
    return exceptions.stream()
        .filter(it -> it.policies().contains(policy))
        .sorted(Comparator.comparing(PolicyException::name))
        .toList();
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
