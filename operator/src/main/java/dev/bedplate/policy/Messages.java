package dev.bedplate.policy;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.workload.ContainerImage;
import java.time.Duration;
import java.time.Instant;

/** Sentences for the person who has to act. */
final class Messages {
  private Messages() {}

  static String violation(Policy policy, Subject subject, Finding.Broken broken, boolean waits) {
    StringBuilder text = new StringBuilder(place(subject.image()));
    text.append(image(subject)).append(' ').append(broken.says()).append(' ');
    text.append(broken.found()).append("; policy ").append(policy.name()).append(' ');
    text.append(broken.denies()).append(" (").append(broken.reason()).append("); accepted: ");
    text.append(broken.accepted());
    text.append(stale(subject));
    if (waits) {
      text.append("; this will be refused from ").append(policy.enforceAfter());
    }
    return appendix(text, policy);
  }

  static String undecided(
      Policy policy, ContainerImage image, UndecidedReason reason, String problem, boolean waits) {
    StringBuilder text = new StringBuilder(place(image));
    text.append(problem).append("; policy ").append(policy.name());
    text.append(" could not be decided (").append(reason).append(')');
    if (waits) {
      text.append("; this will be refused from ").append(policy.enforceAfter());
    }
    return appendix(text, policy);
  }

  /** The reference with the digest that was judged. */
  static String image(Subject subject) {
    String canonical = subject.image().reference().canonical();
    int at = canonical.indexOf("@sha");
    return (at < 0 ? canonical : canonical.substring(0, at)) + "@" + subject.inspected().digest();
  }

  /** Says how old the tag's digest is when its registry cannot be asked, else nothing. */
  static String stale(Subject subject) {
    Instant seen = subject.inspected().staleSince();
    return seen == null
        ? ""
        : "; digest last seen %s ago, the registry cannot be asked now"
            .formatted(roughly(Duration.between(seen, subject.now())));
  }

  private static String roughly(Duration age) {
    if (age.toMinutes() < 1) {
      return Math.max(0, age.toSeconds()) + " s";
    }
    return age.toHours() < 1 ? age.toMinutes() + " min" : age.toHours() + " h";
  }

  private static String place(ContainerImage image) {
    return "container " + image.container() + " (" + image.field() + "): ";
  }

  private static String appendix(StringBuilder text, Policy policy) {
    return policy.message().isEmpty() ? text.toString() : text + ". " + policy.message();
  }
}
