package dev.bedplate.app;

import dev.bedplate.catalog.Catalog;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.PolicyException;
import dev.bedplate.policy.ViolationReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Exceptions that except nothing, or less than they say. */
final class IdleExceptions {
  private final List<Policy> policies;
  private final Set<String> names;
  private final Instant now;

  private IdleExceptions(Catalog catalog, Instant now) {
    policies = catalog.policies();
    names = policies.stream().map(Policy::name).collect(Collectors.toSet());
    this.now = now;
  }

  /** One line for each thing that is wrong with one. */
  static List<String> notes(Catalog catalog, Instant now) {
    var idle = new IdleExceptions(catalog, now);
    var notes = new ArrayList<String>();
    for (PolicyException exception : catalog.exceptions()) {
      idle.problems(exception)
          .forEach(it -> notes.add("BaseImageException " + exception.name() + ": " + it));
    }
    return notes;
  }

  private List<String> problems(PolicyException exception) {
    var problems = new ArrayList<String>();
    List<String> nobody = exception.policiesBeyond(names);
    if (!nobody.isEmpty()) {
      problems.add(
          "no policy %s is in force here, so there is nothing to except"
              .formatted(String.join(", ", nobody)));
    }
    if (!now.isBefore(exception.expires())) {
      problems.add("expired at " + exception.expires() + ", so it excepts nothing");
    }
    List<String> never = neverGiven(exception);
    if (!never.isEmpty()) {
      problems.add("no policy that it is for has a rule that gives " + String.join(", ", never));
    }
    return problems;
  }

  private List<String> neverGiven(PolicyException exception) {
    List<Policy> meant =
        policies.stream()
            .filter(
                it -> exception.policies().isEmpty() || exception.policies().contains(it.name()))
            .toList();
    Set<ViolationReason> given = GivenReasons.of(meant);
    // Without any policy that is what is told.
    return meant.isEmpty()
        ? List.of()
        : exception.reasons().stream()
            .filter(it -> !given.contains(it))
            .map(Enum::name)
            .sorted()
            .toList();
  }
}
