package dev.bedplate.cli;

import dev.bedplate.check.Judge;
import dev.bedplate.workload.manifest.ManifestError;
import java.util.List;

/** Policies ready to decide, or what is wrong with them. */
public sealed interface PolicySet {
  /**
   * All of them could be compiled.
   *
   * @param notes one line for each that cannot have an effect
   */
  record Ready(Judge judge, List<String> notes) implements PolicySet {
    public Ready {
      notes = List.copyOf(notes);
    }
  }

  /** At least one could not; each error names file, document, line and field. */
  record Rejected(List<ManifestError> errors) implements PolicySet {
    public Rejected {
      errors = List.copyOf(errors);
    }
  }
}
