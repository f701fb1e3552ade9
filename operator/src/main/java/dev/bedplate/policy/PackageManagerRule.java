package dev.bedplate.policy;

import dev.bedplate.image.ImageFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** No program that installs packages. */
public record PackageManagerRule() implements Rule {
  @Override
  public @Nullable Finding judge(Subject subject) {
    ImageFacts facts = subject.facts();
    List<String> managers = facts.tools().packageManagers();
    if (facts.packages().managerPresent() || !managers.isEmpty()) {
      return new Finding.Broken(
          ViolationReason.PackageManagerPresent,
          "holds",
          managers.isEmpty() ? "a package manager" : String.join(", ", managers),
          "denies package managers",
          "an image without a package manager");
    }
    return subject.layersRead()
        ? null
        : Rule.incomplete("whether it holds a package manager", subject);
  }
}
