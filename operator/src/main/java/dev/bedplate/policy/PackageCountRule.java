package dev.bedplate.policy;

import dev.bedplate.image.Packages;
import org.jspecify.annotations.Nullable;

/** At most so many packages. */
public record PackageCountRule(int max) implements Rule {
  @Override
  public @Nullable Finding judge(Subject subject) {
    Packages packages = subject.facts().packages();
    Integer count = packages.count();
    if (count != null && count > max) {
      return new Finding.Broken(
          ViolationReason.TooManyPackages,
          "holds",
          count + " packages" + subject.proof("packages.count", "packages"),
          "allows at most " + max + " packages",
          "at most " + max + " packages");
    }
    if (packages.removed() || (count == null && subject.complete())) {
      return new Finding.Unknown("how many packages it holds");
    }
    return subject.complete() ? null : Rule.incomplete("how many packages it holds", subject);
  }
}
