package dev.bedplate.reconcile;

import dev.bedplate.catalog.PolicyReader.Document;
import dev.bedplate.cluster.Compilation;
import dev.bedplate.event.EventReason;
import dev.bedplate.event.Notice;
import dev.bedplate.event.ObjectRef;
import dev.bedplate.policy.Mode;
import dev.bedplate.policy.Policy;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Whether a policy can refuse anything now, and does, and if not, why. */
final class Enforcement {
  static final String TYPE = "Enforcing";
  private static final int LISTED = 10;
  private static final String ENFORCES = "Enforces";
  private static final String ACTION = "Observed";
  private static final Set<String> LOSSES = names(Effect.Loss.values());
  private static final Set<String> DOUBTS = names(Effect.Doubt.values());
  private static final Conditions.State NOT_ACCEPTED =
      new Conditions.State(false, "NotAccepted", "the policy is not in force");

  private Enforcement() {}

  /**
   * What to say.
   *
   * @param shown what was said last; it stays while nothing is known since the start
   */
  static Conditions.State of(
      Compilation compilation, Effect effect, Optional<Condition> shown, Instant now) {
    return switch (compilation.document()) {
      case Document.PolicyDocument(var policy) -> of(policy, effect, shown, now);
      case Document.Broken _, Document.ExceptionDocument _ -> NOT_ACCEPTED;
    };
  }

  private static Conditions.State of(
      Policy policy, Effect effect, Optional<Condition> shown, Instant now) {
    return switch (strictest(policy)) {
      case Audit -> new Conditions.State(false, "Audits", "violations are recorded only");
      case Warn -> new Conditions.State(false, "Warns", "violations are admitted with a warning");
      case Enforce ->
          policy.waits(now)
              ? new Conditions.State(
                  false, "Waits", "violations are refused from " + policy.enforceAfter())
              : inFact(policy, effect, shown);
    };
  }

  private static Conditions.State inFact(Policy policy, Effect effect, Optional<Condition> shown) {
    return switch (effect) {
      case Effect.InEffect(var leftOut) -> where(policy, leftOut);
      case Effect.Lost(var reason, var message) ->
          new Conditions.State(false, reason.name(), "violations are not refused: " + message);
      case Effect.Unknown(var reason, var message) -> {
        var unknown =
            new Conditions.State(
                Conditions.Status.Unknown,
                reason.name(),
                "whether violations are refused is not known: " + message);
        yield reason == Effect.Doubt.NotKnownYet
            ? shown.filter(Enforcement::isOfEffect).map(Enforcement::state).orElse(unknown)
            : unknown;
      }
    };
  }

  private static Conditions.State where(
      Policy policy, SortedMap<String, Map<String, String>> leftOut) {
    List<String> open =
        leftOut.entrySet().stream()
            .filter(it -> policy.enforcesIn(it.getKey(), it.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    return open.isEmpty()
        ? new Conditions.State(true, ENFORCES, "violations are refused" + where(policy))
        : new Conditions.State(
            false,
            Effect.Loss.NamespacesLeftOut.name(),
            "violations are not refused everywhere: the namespaceSelector of the webhook"
                + " configuration leaves out "
                + first(open));
  }

  private static String first(List<String> names) {
    String listed = names.stream().limit(LISTED).collect(Collectors.joining(", "));
    int more = names.size() - LISTED;
    return more > 0 ? listed + " and " + more + " more namespaces" : listed;
  }

  private static boolean isOfEffect(Condition condition) {
    String reason = condition.getReason();
    return ENFORCES.equals(reason) || LOSSES.contains(reason) || DOUBTS.contains(reason);
  }

  private static Conditions.State state(Condition condition) {
    return new Conditions.State(
        Conditions.Status.valueOf(condition.getStatus()),
        condition.getReason(),
        condition.getMessage());
  }

  /** What is worth an Event: that refusing came to an end, and that it is done again. */
  static Optional<Notice> news(
      ObjectRef policy, Optional<Condition> shown, Optional<Condition> next) {
    boolean lost = next.filter(Enforcement::isLoss).isPresent();
    boolean wasLost = shown.filter(Enforcement::isLoss).isPresent();
    if (lost && !wasLost) {
      return next.map(it -> notice(policy, EventReason.EnforcementLost, it));
    }
    return wasLost
        ? next.filter(it -> "True".equals(it.getStatus()))
            .map(it -> notice(policy, EventReason.EnforcementRestored, it))
        : Optional.empty();
  }

  private static boolean isLoss(Condition condition) {
    return LOSSES.contains(condition.getReason());
  }

  private static Notice notice(ObjectRef policy, EventReason reason, Condition condition) {
    return new Notice(policy, null, reason, ACTION, condition.getMessage());
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

  private static Set<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).collect(Collectors.toUnmodifiableSet());
  }
}
