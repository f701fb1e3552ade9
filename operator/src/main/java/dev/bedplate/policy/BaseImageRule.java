package dev.bedplate.policy;

import dev.bedplate.image.BaseImage;
import dev.bedplate.image.BaseImage.BaseEvidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The base image must match one of the allowed patterns, if any, and none of the denied ones. */
public record BaseImageRule(List<ImageGlob> allow, List<ImageGlob> deny) implements Rule {
  public BaseImageRule {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
  }

  @Override
  public @Nullable Finding judge(Subject subject) {
    BaseImage base = subject.facts().base();
    String name = base.name();
    if (name == null || base.evidence() == BaseEvidence.History) {
      return new Finding.Unknown("the base image", ViolationReason.BaseImageUnverified);
    }
    if (Match.any(deny, name)) {
      return broken(
          ViolationReason.BaseImageDenied, base, "denies base images " + deny, "any other base");
    }
    if (!allow.isEmpty() && !Match.any(allow, name)) {
      return broken(
          ViolationReason.BaseImageNotAllowed,
          base,
          "allows only certain base images",
          "base images matching " + allow);
    }
    return null;
  }

  private static Finding broken(
      ViolationReason reason, BaseImage base, String denies, String accepted) {
    String proof = base.verified() ? "proven by its layers" : base.evidence().name();
    return new Finding.Broken(
        reason, "is built on base", base.name() + " (" + proof + ")", denies, accepted);
  }
}
