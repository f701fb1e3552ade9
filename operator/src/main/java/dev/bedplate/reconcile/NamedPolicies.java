package dev.bedplate.reconcile;

import dev.bedplate.policy.PolicyException;
import java.util.List;
import java.util.Set;

/** Whether the policies that an exception names are there; pure. */
final class NamedPolicies {
  static final String TYPE = "PoliciesFound";

  private NamedPolicies() {}

  static Conditions.State of(PolicyException exception, Set<String> policies) {
    List<String> missing = exception.policiesBeyond(policies);
    return missing.isEmpty()
        ? new Conditions.State(true, "Found", "every policy that it names is there")
        : new Conditions.State(
            false,
            "PolicyNotFound",
            "there is no BaseImagePolicy " + String.join(", ", missing) + ": nothing to except");
  }
}
