package dev.bedplate.policy;

import java.util.List;

/** The answer for one workload. A violation outweighs an undecided rule; both are kept. */
public sealed interface Verdict {
  /** Every rule of every policy that applies holds. */
  record Compliant() implements Verdict {}

  /** At least one violation that no exception covers. */
  record Violating(List<Violation> violations, List<Undecidable> undecided) implements Verdict {
    public Violating {
      violations = List.copyOf(violations);
      undecided = List.copyOf(undecided);
    }
  }

  /** No violation that counts, but something could not be judged. */
  record Undecided(List<Undecidable> undecided, List<Violation> exempted) implements Verdict {
    public Undecided {
      undecided = List.copyOf(undecided);
      exempted = List.copyOf(exempted);
    }
  }

  /** Every violation is covered by an exception. */
  record Exempt(List<Violation> exempted) implements Verdict {
    public Exempt {
      exempted = List.copyOf(exempted);
    }
  }

  /** No policy matches. */
  record NotApplicable() implements Verdict {}
}
