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
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One decision while it is being made. Every image is judged once by each policy, however many
 * containers run it, and by rules that look at the container once for each of these.
 */
final class Decision {
  static final Comparator<ContainerImage> IMAGE_ORDER =
      Comparator.comparing(ContainerImage::list)
          .thenComparing(ContainerImage::container)
          .thenComparing(ContainerImage::field)
          .thenComparing(it -> it.reference().original());
  private final Workload workload;
  private final Exemptions exemptions;
  private final Bounds.TimeLeft timeLeft;
  private final Instant now;
  private final BiFunction<Distribution, LocalDate, Lifecycle> lifecycles;
  private final List<SameImages> images;
  private final Listing<Violation> broken;
  private final Listing<Violation> exempt;
  private final Listing<Undecidable> undecided;
  private boolean applicable;
  private boolean denied;

  Decision(
      Workload workload,
      Map<ContainerImage, List<Inspection>> facts,
      Exemptions exemptions,
      Bounds bounds,
      Instant now,
      BiFunction<Distribution, LocalDate, Lifecycle> lifecycles) {
    this.workload = workload;
    this.exemptions = exemptions;
    timeLeft = bounds.time().get();
    this.now = now;
    this.lifecycles = lifecycles;
    images = SameImages.of(ordered(workload.images()), facts);
    broken = new Listing<>(bounds.listed());
    exempt = new Listing<>(bounds.listed());
    undecided = new Listing<>(bounds.listed());
  }

  private static List<ContainerImage> ordered(List<ContainerImage> images) {
    return images.size() < 2 ? images : images.stream().sorted(IMAGE_ORDER).toList();
  }

  /** The costly ones come last, so that all others are decided when the time is over. */
  void apply(List<Policy> policies) {
    List<Applying> all = new ArrayList<>();
    policies.forEach(policy -> applying(policy, all));
    inTime(all.stream().filter(policy -> !policy.isCostly()).toList());
    inTime(all.stream().filter(Applying::isCostly).toList());
  }

  private void applying(Policy policy, List<Applying> all) {
    try {
      if (policy.match().selects(workload)) {
        all.add(Applying.of(policy, workload, now));
      }
    } catch (RuntimeException | Error e) {
      images.forEach(same -> fault(Applying.unknown(policy), same, e));
    }
  }

  private void inTime(List<Applying> policies) {
    if (policies.isEmpty()) {
      return;
    }
    for (int i = 0; i < images.size(); i++) {
      List<Subject> inspected = inspected(images.get(i));
      for (int p = 0; p < policies.size(); p++) {
        if (!timeLeft.forMore(denied)) {
          leave(policies.subList(0, p), i + 1);
          leave(policies.subList(p, policies.size()), i);
          return;
        }
        apply(policies.get(p), images.get(i), inspected);
      }
    }
  }

  /** Made for one image after the other: what conditions make of the facts is large. */
  private List<Subject> inspected(SameImages same) {
    List<Subject> subjects = new ArrayList<>(same.inspections().size());
    for (Inspection inspection : same.inspections()) {
      if (inspection instanceof Inspected it) {
        subjects.add(new Subject(workload, same.first(), it, now, lifecycles));
      }
    }
    return subjects;
  }

  /** It takes time to tell whether a policy selects an image, so it is taken to. */
  private void leave(List<Applying> policies, int from) {
    int left = images.stream().skip(from).mapToInt(it -> it.images().size()).sum();
    if (left > 0) {
      policies.forEach(policy -> late(policy, images.get(from).first(), left));
    }
  }

  private void late(Applying policy, ContainerImage first, int containers) {
    applicable = true;
    String others = containers == 1 ? "" : " (nor were those of %d more)".formatted(containers - 1);
    String problem = first.reference().canonical() + " was not judged in time" + others;
    undecided(policy, first, UndecidedReason.DeadlineExceeded, problem);
    undecided.more(containers - 1);
  }

  /** Each policy and each image stands alone: what is thrown at one pair leaves the others be. */
  private void apply(Applying policy, SameImages same, List<Subject> inspected) {
    try {
      Match match = policy.policy().match();
      List<ContainerImage> selected = same.in(match.containers());
      if (!selected.isEmpty() && match.selects(same.canonical())) {
        applicable = true;
        undecided(policy, same, selected);
        inspected.forEach(any -> judge(policy, any, selected));
      }
    } catch (RuntimeException | Error e) {
      fault(policy, same, e);
    }
  }

  private void fault(Applying policy, SameImages same, Throwable thrown) {
    applicable = true;
    String name = same.canonical();
    String fault = Faults.told("policy " + policy.name() + ", image " + name, thrown);
    undecided(policy, same.images(), UndecidedReason.FactUnknown, name + ": " + fault);
  }

  private void undecided(Applying policy, SameImages same, List<ContainerImage> selected) {
    if (same.inspections().isEmpty()) {
      String problem = same.canonical() + " was not inspected";
      undecided(policy, selected, UndecidedReason.FactUnknown, problem);
    }
    for (Inspection inspection : same.inspections()) {
      if (inspection instanceof Failed(_, _, var reason, var message)) {
        undecided(policy, selected, reason, message);
      }
    }
  }

  private void judge(Applying policy, Subject any, List<ContainerImage> selected) {
    Findings shared = findings(policy, any, policy.ofImage());
    if (policy.ofContainer().isEmpty() && shared.isEmpty()) {
      return;
    }
    for (ContainerImage image : selected) {
      Subject subject = any.of(image);
      tell(policy, subject, shared.and(ofContainer(policy, subject)));
    }
  }

  private Findings ofContainer(Applying policy, Subject subject) {
    List<Rule> rules = policy.ofContainer();
    if (!rules.isEmpty() && !timeLeft.forMore(denied)) {
      late(policy, subject.image(), 1);
      return Findings.NONE;
    }
    return findings(policy, subject, rules);
  }

  private static Findings findings(Applying policy, Subject subject, List<Rule> rules) {
    var findings = new Findings();
    for (Rule rule : rules) {
      try {
        findings.add(rule.judge(subject));
      } catch (RuntimeException | Error e) {
        String image = subject.image().reference().canonical();
        String at = rule.getClass().getSimpleName() + ", image " + image;
        String fault = Faults.told("policy " + policy.name() + ", " + at, e);
        findings.add(new Finding.Unknown("whether a rule holds: " + fault));
      }
    }
    return findings;
  }

  private void tell(Applying policy, Subject subject, Findings findings) {
    findings.broken().forEach(it -> tell(policy, subject, it));
    for (Finding.Unknown open : findings.unknown()) {
      if (!findings.saysAsMuch(open)) {
        String problem =
            Messages.image(subject) + ": nothing tells " + open.what() + Messages.stale(subject);
        undecided(policy, subject.image(), UndecidedReason.FactUnknown, problem);
      }
    }
  }

  private void tell(Applying policy, Subject subject, Finding.Broken finding) {
    String exemptBy = exemptions.covering(policy.policy(), finding.reason(), subject);
    if (exemptBy == null) {
      denied |= policy.mode() == Mode.Enforce;
      broken.add(
          policy.name(), finding.reason(), () -> violation(policy, subject, finding, exemptBy));
    } else {
      exempt.add(policy.name(), exemptBy, () -> violation(policy, subject, finding, exemptBy));
    }
  }

  private static Violation violation(
      Applying policy, Subject subject, Finding.Broken finding, @Nullable String exemptBy) {
    return new Violation(
        policy.name(),
        policy.mode(),
        finding.reason(),
        subject.image(),
        subject.inspected().digest(),
        subject.inspected().platform(),
        finding.found(),
        finding.accepted(),
        Messages.violation(policy.policy(), subject, finding, policy.waits()),
        exemptBy,
        policy.waits() ? policy.policy().enforceAfter() : null);
  }

  private void undecided(
      Applying policy, List<ContainerImage> all, UndecidedReason reason, String problem) {
    all.forEach(image -> undecided(policy, image, reason, problem));
  }

  private void undecided(
      Applying policy, ContainerImage image, UndecidedReason reason, String problem) {
    denied |= policy.action() == OnUndecided.Deny;
    undecided.add(
        policy.name(),
        reason,
        () ->
            new Undecidable(
                policy.name(),
                reason,
                image,
                problem,
                Messages.undecided(
                    policy.policy(), image, reason, problem, policy.undecidedWaits()),
                policy.action()));
  }

  Report report() {
    var unlisted = new Unlisted(broken.others(), undecided.others());
    return new Report(workload, verdict(), denied, unlisted);
  }

  private Verdict verdict() {
    if (!applicable) {
      return new Verdict.NotApplicable();
    }
    var found = new Found(broken.entries(), exempt.entries(), undecided.entries());
    return found.verdict();
  }
}
