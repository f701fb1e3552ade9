package dev.bedplate.catalog;

import dev.bedplate.image.ImageReference;
import dev.bedplate.policy.BaseImageRule;
import dev.bedplate.policy.ImageGlob;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.PolicyException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The policies and exceptions in force. */
public record Catalog(List<Policy> policies, List<PolicyException> exceptions) {
  public Catalog {
    policies = List.copyOf(policies);
    exceptions = List.copyOf(exceptions);
  }

  /** All of this, and what {@code other} holds under names that are not taken here. */
  public Catalog over(Catalog other) {
    return new Catalog(
        joined(policies, other.policies(), Policy::name),
        joined(exceptions, other.exceptions(), PolicyException::name));
  }

  private static <T> List<T> joined(List<T> first, List<T> second, Function<T, String> name) {
    Set<String> taken = first.stream().map(name).collect(Collectors.toSet());
    Stream<T> others = second.stream().filter(it -> !taken.contains(name.apply(it)));
    return Stream.concat(first.stream(), others).toList();
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
