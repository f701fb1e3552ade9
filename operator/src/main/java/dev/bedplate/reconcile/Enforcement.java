package dev.bedplate.reconcile;

import dev.bedplate.catalog.PolicyReader.Document;
import dev.bedplate.cluster.Compilation;
import dev.bedplate.policy.Mode;
import dev.bedplate.policy.Policy;
import java.time.Instant;

/** Whether a policy can refuse anything now, and if not, why. */
final class Enforcement {
  static final String TYPE = "Enforcing";
  private static final Conditions.State NOT_ACCEPTED =
      new Conditions.State(false, "NotAccepted", "the policy is not in force");

  private Enforcement() {}

  static Conditions.State of(Compilation compilation, Instant now) {
    return switch (compilation.document()) {
      case Document.PolicyDocument(var policy) -> of(policy, now);
      case Document.Broken _, Document.ExceptionDocument _ -> NOT_ACCEPTED;
    };
  }

  private static Conditions.State of(Policy policy, Instant now) {
    return switch (strictest(policy)) {
      case Audit -> new Conditions.State(false, "Audits", "violations are recorded only");
      case Warn -> new Conditions.State(false, "Warns", "violations are admitted with a warning");
      case Enforce ->
          policy.waits(now)
              ? new Conditions.State(
                  false, "Waits", "violations are refused from " + policy.enforceAfter())
              : new Conditions.State(true, "Enforces", "violations are refused" + where(policy));
    };
  }

  /** Whether the policy's own mode refuses; those of some namespaces may. */
  static boolean refusesByItself(Policy policy, Instant now) {
    return policy.mode() == Mode.Enforce && !policy.waits(now);
  }

  private static Mode strictest(Policy policy) {
    return policy.namespaceModes().stream()
        .map(Policy.NamespaceMode::mode)
        .reduce(policy.mode(), (one, other) -> one.compareTo(other) < 0 ? other : one);
  }

  private static String where(Policy policy) {
    return policy.mode() == Mode.Enforce ? "" : " where a mode of namespaces says so";
  }
}
