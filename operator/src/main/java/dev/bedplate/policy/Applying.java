package dev.bedplate.policy;

import dev.bedplate.policy.Policy.OnUndecided;
import dev.bedplate.workload.Workload;
import java.time.Instant;
import java.util.List;

/**
 * A policy that applies to a workload at one moment.
 *
 * @param mode in the workload's namespace
 * @param waits whether {@code Enforce} acts as {@code Warn} yet
 * @param action what is done about what cannot be judged
 * @param ofImage its rules that say the same of every container with one image
 * @param ofContainer its rules that look at the container too
 */
record Applying(
    Policy policy,
    Mode mode,
    boolean waits,
    OnUndecided action,
    List<Rule> ofImage,
    List<Rule> ofContainer) {
  static Applying of(Policy policy, Workload workload, Instant now) {
    Mode mode = policy.modeFor(workload);
    boolean waits = mode == Mode.Enforce && policy.waits(now);
    return of(policy, waits ? Mode.Warn : mode, waits, policy.undecidedFor(workload, now));
  }

  /** One of which it is not known whether it enforces counts as one that does. */
  static Applying unknown(Policy policy) {
    return of(policy, Mode.Enforce, false, policy.onUndecided());
  }

  private static Applying of(Policy policy, Mode mode, boolean waits, OnUndecided action) {
    List<Rule> rules = policy.rules();
    List<Rule> ofContainer = rules.stream().filter(Rule::seesContainer).toList();
    List<Rule> ofImage =
        ofContainer.isEmpty()
            ? rules
            : rules.stream().filter(rule -> !rule.seesContainer()).toList();
    return new Applying(policy, mode, waits, action, ofImage, ofContainer);
  }

  String name() {
    return policy.name();
  }

  /** Whether what cannot be judged is refused later. */
  boolean undecidedWaits() {
    return waits && policy.onUndecided() == OnUndecided.Deny;
  }

  /** Expressions cost far more than other rules. */
  boolean isCostly() {
    return policy.rules().stream().anyMatch(ExpressionRule.class::isInstance);
  }
}
