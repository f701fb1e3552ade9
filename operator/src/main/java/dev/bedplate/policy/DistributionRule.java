package dev.bedplate.policy;

import dev.bedplate.image.Distribution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The distribution must be one of the allowed, if any, and none of the denied. */
public record DistributionRule(List<Term> allow, List<Term> deny) implements Rule {
  public DistributionRule {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
  }

  /** A distribution, in all versions when there is no range. */
  public record Term(String id, @Nullable VersionRange versions) {
    Answer matches(Distribution distribution) {
      if (!id.equals(distribution.id())) {
        return Answer.No;
      }
      return versions == null ? Answer.Yes : versions.contains(distribution.version());
    }

    @Override
    public String toString() {
      return versions == null ? id : id + " " + versions;
    }
  }

  @Override
  public @Nullable Finding judge(Subject subject) {
    Distribution distribution = subject.facts().distribution();
    if (distribution.id().equals("unknown")) {
      return new Finding.Unknown("the distribution");
    }
    if (!subject.layersRead() && byAbsence(distribution.id())) {
      return Rule.incomplete("the distribution", subject);
    }
    Answer denied = any(deny, distribution);
    if (denied == Answer.Yes) {
      return broken(
          subject,
          ViolationReason.DistributionDenied,
          "denies " + matching(distribution),
          "any other than " + listed(deny));
    }
    Answer allowed = allow.isEmpty() ? Answer.Yes : any(allow, distribution);
    if (allowed == Answer.No) {
      return broken(
          subject,
          ViolationReason.DistributionNotAllowed,
          "allows only certain distributions",
          listed(allow));
    }
    if (denied == Answer.Unknown || allowed == Answer.Unknown) {
      return new Finding.Unknown("the version of " + distribution.id() + " precisely enough");
    }
    if (!allow.isEmpty() && !distribution.consistent()) {
      return new Finding.Unknown(
          "whether it really is " + distribution.id() + " (libc or packages contradict it)");
    }
    return null;
  }

  private static boolean byAbsence(String id) {
    return id.equals("scratch") || id.equals("busybox");
  }

  private static Answer any(List<Term> terms, Distribution distribution) {
    Answer any = Answer.No;
    for (Term term : terms) {
      any = any.or(term.matches(distribution));
    }
    return any;
  }

  private String matching(Distribution distribution) {
    return listed(deny.stream().filter(it -> it.matches(distribution) == Answer.Yes).toList());
  }

  private static String listed(List<Term> terms) {
    return String.join(", ", terms.stream().map(Term::toString).toList());
  }

  private static Finding broken(
      Subject subject, ViolationReason reason, String denies, String accepted) {
    Distribution distribution = subject.facts().distribution();
    String version = distribution.version() == null ? "" : " " + distribution.version();
    return new Finding.Broken(
        reason,
        "is built on",
        distribution.id() + version + subject.proof("distribution"),
        denies,
        accepted);
  }
}
