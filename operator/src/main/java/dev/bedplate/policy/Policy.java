package dev.bedplate.policy;

import dev.bedplate.workload.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A policy ready to be applied.
 *
 * @param enforceAfter until then {@code Enforce} acts as {@code Warn}
 * @param namespaceModes the first whose selector matches replaces {@code mode}
 * @param message appended to every violation; may be empty
 */
public record Policy(
    String name,
    Mode mode,
    @Nullable Instant enforceAfter,
    List<NamespaceMode> namespaceModes,
    OnUndecided onUndecided,
    Match match,
    List<Rule> rules,
    String message) {
  public Policy {
    namespaceModes = List.copyOf(namespaceModes);
    rules = List.copyOf(rules);
  }

  /** Another mode for some namespaces. */
  public record NamespaceMode(Selector selector, Mode mode) {}

  /** What an enforcing policy does with what cannot be judged. */
  public enum OnUndecided {
    Allow,
    Warn,
    Deny
  }

  /**
   * The mode in the workload's namespace; the strictest possible one when its labels are unknown.
   */
  Mode modeFor(Workload workload) {
    return modeFor(workload, mode);
  }

  private Mode modeFor(Workload workload, Mode otherwise) {
    @Nullable Mode strictest = null;
    for (NamespaceMode entry : namespaceModes) {
      Answer matches = entry.selector().matchesNamespace(workload);
      if (matches == Answer.Yes) {
        return stricter(strictest, entry.mode());
      }
      if (matches == Answer.Unknown) {
        strictest = stricter(strictest, entry.mode());
      }
    }
    return stricter(strictest, otherwise);
  }

  /** Whether this policy may refuse something in a namespace with these labels. */
  public boolean enforcesIn(String namespace, Map<String, String> labels) {
    var any = new Workload("Pod", namespace, "", Map.of(), labels, List.of(), null);
    return match.namespaceSelector().matchesNamespace(any) != Answer.No
        && modeFor(any) == Mode.Enforce;
  }

  /** Whether this policy judges at least one image of the workload. */
  public boolean concerns(Workload workload) {
    return match.selects(workload) && workload.images().stream().anyMatch(match::selects);
  }

  /**
   * What is done now about an image of {@code workload} that cannot be judged: {@code onUndecided}
   * while the policy enforces, at most a warning before {@code enforceAfter}.
   */
  OnUndecided undecidedFor(Workload workload, Instant now) {
    return switch (modeFor(workload)) {
      case Audit -> OnUndecided.Allow;
      case Warn -> OnUndecided.Warn;
      case Enforce ->
          onUndecided == OnUndecided.Deny && waits(now) ? OnUndecided.Warn : onUndecided;
    };
  }

  /**
   * Whether admission would refuse a workload if this policy's own mode were {@code Enforce} and
   * nothing waited; the modes of namespaces stay as they are.
   */
  public boolean wouldRefuse(Workload workload, boolean violates, boolean undecided) {
    return modeFor(workload, Mode.Enforce) == Mode.Enforce
        && (violates || (undecided && onUndecided == OnUndecided.Deny));
  }

  /** Whether {@code Enforce} still acts as {@code Warn} at {@code now}. */
  public boolean waits(Instant now) {
    return enforceAfter != null && now.isBefore(enforceAfter);
  }

  private static Mode stricter(@Nullable Mode one, Mode other) {
    return one != null && one.compareTo(other) > 0 ? one : other;
  }
}
