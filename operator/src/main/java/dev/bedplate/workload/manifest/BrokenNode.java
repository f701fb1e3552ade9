package dev.bedplate.workload.manifest;

import java.io.Serial;

/** A document whose structure breaks a rule that the YAML parser itself does not know. */
final class BrokenNode extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;
  private final int line;
  private final String problem;

  BrokenNode(int line, String problem) {
    super(problem, null, false, false);
    this.line = line;
    this.problem = problem;
  }

  int line() {
    return line;
  }

  String problem() {
    return problem;
  }
}
