package dev.bedplate.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What policies that apply found, in no order.
 *
 * @param broken what no exception covers
 * @param exempt what exceptions cover
 */
record Found(
    Collection<Violation> broken, Collection<Violation> exempt, Collection<Undecidable> undecided) {
  private static final Comparator<Violation> VIOLATION_ORDER =
      Comparator.comparing(Violation::policy)
          .thenComparing(Violation::image, Decision.IMAGE_ORDER)
          .thenComparing(Violation::reason)
          .thenComparing(it -> it.platform().toString())
          .thenComparing(Violation::message);
  private static final Comparator<Undecidable> UNDECIDED_ORDER =
      Comparator.comparing(Undecidable::policy)
          .thenComparing(Undecidable::image, Decision.IMAGE_ORDER)
          .thenComparing(Undecidable::reason)
          .thenComparing(Undecidable::message);

  /** What a verdict lists. */
  static Found of(Verdict verdict) {
    List<Violation> covered =
        verdict.violations().stream().filter(it -> it.exemptBy() != null).toList();
    return new Found(verdict.uncovered(), covered, verdict.undecided());
  }

  /** All of both. */
  Found and(Found other) {
    return new Found(
        both(broken, other.broken), both(exempt, other.exempt), both(undecided, other.undecided));
  }

  private static <T> List<T> both(Collection<T> first, Collection<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /** The verdict of policies that apply and found this. */
  Verdict verdict() {
    List<Violation> exempted = exempt.stream().sorted(VIOLATION_ORDER).toList();
    List<Undecidable> open = undecided.stream().sorted(UNDECIDED_ORDER).toList();
    if (!broken.isEmpty()) {
      Stream<Violation> all = Stream.concat(broken.stream(), exempted.stream());
      return new Verdict.Violating(all.sorted(VIOLATION_ORDER).toList(), open);
    }
    if (!open.isEmpty()) {
      return new Verdict.Undecided(open, exempted);
    }
    return exempted.isEmpty() ? new Verdict.Compliant() : new Verdict.Exempt(exempted);
  }
}
