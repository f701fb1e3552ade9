package dev.bedplate.policy;

import dev.bedplate.fault.Faults;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Lifecycle;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.policy.Policy.OnUndecided;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.Workload;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One decision while it is being made. */
final class Decision {
  private static final Comparator<ContainerImage> IMAGE_ORDER =
      Comparator.comparing(ContainerImage::list)
          .thenComparing(ContainerImage::container)
          .thenComparing(ContainerImage::field)
          .thenComparing(it -> it.reference().original());
  private static final Comparator<Violation> VIOLATION_ORDER =
      Comparator.comparing(Violation::policy)
          .thenComparing(Violation::image, IMAGE_ORDER)
          .thenComparing(Violation::reason)
          .thenComparing(it -> it.platform().toString())
          .thenComparing(Violation::message);
  private static final Comparator<Undecidable> UNDECIDED_ORDER =
      Comparator.comparing(Undecidable::policy)
          .thenComparing(Undecidable::image, IMAGE_ORDER)
          .thenComparing(Undecidable::reason)
          .thenComparing(Undecidable::message);

  private final Workload workload;
  private final Map<ContainerImage, List<Inspection>> facts;
  private final Exemptions exemptions;
  private final Instant now;
  private final BiFunction<Distribution, LocalDate, Lifecycle> lifecycles;
  private final Set<Violation> violations = new LinkedHashSet<>();
  private final Set<Undecidable> undecided = new LinkedHashSet<>();
  private boolean applicable;

  Decision(
      Workload workload,
      Map<ContainerImage, List<Inspection>> facts,
      Exemptions exemptions,
      Instant now,
      BiFunction<Distribution, LocalDate, Lifecycle> lifecycles) {
    this.workload = workload;
    this.facts = facts;
    this.exemptions = exemptions;
    this.now = now;
    this.lifecycles = lifecycles;
  }

  /** Each policy and each image stands alone: what is thrown at one pair leaves the others be. */
  void apply(Policy policy) {
    if (selects(policy)) {
      for (ContainerImage image : workload.images()) {
        try {
          if (policy.match().selects(image)) {
            applicable = true;
            apply(policy, image);
          }
        } catch (RuntimeException | Error e) {
          fault(policy, image, e);
        }
      }
    }
  }

  private boolean selects(Policy policy) {
    try {
      return policy.match().selects(workload);
    } catch (RuntimeException | Error e) {
      workload.images().forEach(image -> fault(policy, image, e));
      return false;
    }
  }

  private void fault(Policy policy, ContainerImage image, Throwable thrown) {
    applicable = true;
    String name = image.reference().canonical();
    String fault = Faults.told("policy " + policy.name() + ", image " + name, thrown);
    undecided(policy, image, UndecidedReason.FactUnknown, name + ": " + fault);
  }

  private void apply(Policy policy, ContainerImage image) {
    List<Inspection> inspections = facts.getOrDefault(image, List.of());
    if (inspections.isEmpty()) {
      String problem = image.reference().canonical() + " was not inspected";
      undecided(policy, image, UndecidedReason.FactUnknown, problem);
    }
    for (Inspection inspection : inspections) {
      switch (inspection) {
        case Failed(_, _, var reason, var message) -> undecided(policy, image, reason, message);
        case Inspected inspected -> {
          Subject subject = new Subject(workload, image, inspected, now, lifecycles);
          judge(policy, subject);
        }
      }
    }
  }

  private void judge(Policy policy, Subject subject) {
    List<Finding.Unknown> open = new ArrayList<>();
    for (Rule rule : policy.rules()) {
      try {
        switch (rule.judge(subject)) {
          case null -> {}
          case Finding.Unknown unknown -> open.add(unknown);
          case Finding.Broken broken -> violations.add(violation(policy, subject, broken));
        }
      } catch (RuntimeException | Error e) {
        open.add(new Finding.Unknown("whether a rule holds: " + fault(policy, subject, rule, e)));
      }
    }
    for (Finding.Unknown unknown : open) {
      if (!counts(policy, subject, unknown.unless())) {
        String problem =
            Messages.image(subject) + ": nothing tells " + unknown.what() + Messages.stale(subject);
        undecided(policy, subject.image(), UndecidedReason.FactUnknown, problem);
      }
    }
  }

  private static String fault(Policy policy, Subject subject, Rule rule, Throwable thrown) {
    String name = rule.getClass().getSimpleName();
    String image = subject.image().reference().canonical();
    return Faults.told("policy " + policy.name() + ", " + name + ", image " + image, thrown);
  }

  /** Whether a violation says as much; one that is exempt is tolerated with what it stands for. */
  private boolean counts(Policy policy, Subject subject, @Nullable ViolationReason reason) {
    return violations.stream()
        .anyMatch(
            it ->
                it.reason() == reason
                    && it.policy().equals(policy.name())
                    && it.image().equals(subject.image())
                    && it.platform().equals(subject.inspected().platform()));
  }

  private Violation violation(Policy policy, Subject subject, Finding.Broken broken) {
    Mode mode = policy.modeFor(workload);
    boolean waits = mode == Mode.Enforce && policy.waits(now);
    return new Violation(
        policy.name(),
        waits ? Mode.Warn : mode,
        broken.reason(),
        subject.image(),
        subject.inspected().digest(),
        subject.inspected().platform(),
        broken.found(),
        broken.accepted(),
        Messages.violation(policy, subject, broken, waits),
        exemptions.covering(policy, broken.reason(), subject),
        waits ? policy.enforceAfter() : null);
  }

  private void undecided(
      Policy policy, ContainerImage image, UndecidedReason reason, String problem) {
    OnUndecided action = action(policy);
    boolean waits =
        action != OnUndecided.Deny
            && policy.onUndecided() == OnUndecided.Deny
            && policy.modeFor(workload) == Mode.Enforce;
    String message = Messages.undecided(policy, image, reason, problem, waits);
    undecided.add(new Undecidable(policy.name(), reason, image, message, action));
  }

  /** A policy of which it is not known whether it enforces counts as one that does. */
  private OnUndecided action(Policy policy) {
    try {
      return policy.undecidedFor(workload, now);
    } catch (RuntimeException | Error e) {
      Faults.told("mode of policy " + policy.name(), e);
      return policy.onUndecided();
    }
  }

  Report report() {
    List<Violation> broken = violations.stream().sorted(VIOLATION_ORDER).toList();
    List<Undecidable> open = undecided.stream().sorted(UNDECIDED_ORDER).toList();
    boolean denied =
        broken.stream().anyMatch(it -> it.exemptBy() == null && it.mode() == Mode.Enforce)
            || open.stream().anyMatch(it -> it.action() == OnUndecided.Deny);
    return new Report(workload, verdict(broken, open), denied);
  }

  private Verdict verdict(List<Violation> broken, List<Undecidable> open) {
    if (!applicable) {
      return new Verdict.NotApplicable();
    }
    if (broken.stream().anyMatch(it -> it.exemptBy() == null)) {
      return new Verdict.Violating(broken, open);
    }
    if (!open.isEmpty()) {
      return new Verdict.Undecided(open, broken);
    }
    return broken.isEmpty() ? new Verdict.Compliant() : new Verdict.Exempt(broken);
  }
}
