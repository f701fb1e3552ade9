package dev.bedplate.policy;

import dev.bedplate.image.Packages;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** No package with one of these names. */
public record PackageDenyRule(List<NameGlob> deny) implements Rule {
  public PackageDenyRule {
    deny = List.copyOf(deny);
  }

  @Override
  public @Nullable Finding judge(Subject subject) {
    Packages packages = subject.facts().packages();
    Set<String> found = new TreeSet<>();
    for (NameGlob glob : deny) {
      found.addAll(glob.among(packages.names()));
    }
    if (!found.isEmpty()) {
      return new Finding.Broken(
          ViolationReason.PackageDenied,
          "holds",
          "package " + String.join(", ", found) + subject.proof("packages.count", "packages"),
          "denies packages " + String.join(", ", deny.stream().map(NameGlob::pattern).toList()),
          "an image without them");
    }
    Integer count = packages.count();
    if (count == null && !subject.complete()) {
      return Rule.incomplete("which packages it holds", subject);
    }
    if (count == null || packages.removed() || packages.names().size() < count) {
      return new Finding.Unknown("which packages it holds");
    }
    return subject.complete() ? null : Rule.incomplete("which packages it holds", subject);
  }
}
