package dev.bedplate.catalog;

import dev.bedplate.image.ImageReference;
import dev.bedplate.policy.BaseImageRule;
import dev.bedplate.policy.ImageGlob;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.PolicyException;
import java.util.List;
import java.util.function.Function;

/** The policies and exceptions in force. */
public record Catalog(List<Policy> policies, List<PolicyException> exceptions) {
  public Catalog {
    policies = List.copyOf(policies);
    exceptions = List.copyOf(exceptions);
  }

  /** The images that policies name as allowed bases without wildcards, each once. */
  public List<ImageReference> baseCandidates(Function<String, ImageReference> references) {
    return policies.stream()
        .flatMap(policy -> policy.rules().stream())
        .filter(BaseImageRule.class::isInstance)
        .map(BaseImageRule.class::cast)
        .flatMap(rule -> rule.allow().stream())
        .filter(ImageGlob::isLiteral)
        .map(ImageGlob::pattern)
        .distinct()
        .sorted()
        .map(references)
        .toList();
  }
}
