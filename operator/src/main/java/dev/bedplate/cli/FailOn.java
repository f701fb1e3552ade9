package dev.bedplate.cli;

import dev.bedplate.policy.Report;
import dev.bedplate.policy.Verdict;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What makes a check fail; a denial always does, and whatever is undecided fails more than that.
 */
record FailOn(Set<Cause> causes) {
  enum Cause {
    DENY,
    VIOLATION,
    UNDECIDED,
    NOTHING;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  FailOn {
    causes = Set.copyOf(causes);
  }

  static List<String> words() {
    return Arrays.stream(Cause.values()).map(Cause::word).toList();
  }

  static FailOn of(List<String> words) {
    var causes = EnumSet.of(Cause.DENY);
    Arrays.stream(Cause.values()).filter(it -> words.contains(it.word())).forEach(causes::add);
    return new FailOn(causes);
  }

  /** Whether a check of nothing fails. */
  boolean nothing() {
    return causes.contains(Cause.NOTHING);
  }

  /** Whether a violation fails it even where it is not denied. */
  boolean violations() {
    return causes.contains(Cause.UNDECIDED) || causes.contains(Cause.VIOLATION);
  }

  /** Whether one verdict makes the check fail. */
  boolean names(Report report) {
    boolean undecided = causes.contains(Cause.UNDECIDED);
    return report.denied()
        || (violations() && report.verdict() instanceof Verdict.Violating)
        || (undecided && !report.verdict().undecided().isEmpty());
  }
}
