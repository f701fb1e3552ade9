package dev.bedplate.policy;

import java.util.List;

/** The answer for one workload. A violation outweighs an undecided rule; both are kept. */
public sealed interface Verdict {
  /** The names of verdicts. */
  enum Word {
    Compliant,
    Violating,
    Undecided,
    Exempt,
    NotApplicable
  }

  /** What this verdict is called. */
  Word word();

  /** Every violation, those that an exception covers included. */
  default List<Violation> violations() {
    return List.of();
  }

  /** The violations that no exception covers. */
  default List<Violation> uncovered() {
    return violations().stream().filter(it -> it.exemptBy() == null).toList();
  }

  /** What could not be judged. */
  default List<Undecidable> undecided() {
    return List.of();
  }

  /** Every rule of every policy that applies holds. */
  record Compliant() implements Verdict {
    @Override
    public Word word() {
      return Word.Compliant;
    }
  }

  /** At least one violation that no exception covers. */
  record Violating(List<Violation> violations, List<Undecidable> undecided) implements Verdict {
    public Violating {
      violations = List.copyOf(violations);
      undecided = List.copyOf(undecided);
    }

    @Override
    public Word word() {
      return Word.Violating;
    }
  }

  /** No violation that counts, but something could not be judged. */
  record Undecided(List<Undecidable> undecided, List<Violation> violations) implements Verdict {
    public Undecided {
      undecided = List.copyOf(undecided);
      violations = List.copyOf(violations);
    }

    @Override
    public Word word() {
      return Word.Undecided;
    }
  }

  /** Every violation is covered by an exception. */
  record Exempt(List<Violation> violations) implements Verdict {
    public Exempt {
      violations = List.copyOf(violations);
    }

    @Override
    public Word word() {
      return Word.Exempt;
    }
  }

  /** No policy matches. */
  record NotApplicable() implements Verdict {
    @Override
    public Word word() {
      return Word.NotApplicable;
    }
  }
}
