package dev.bedplate.cli;

import dev.bedplate.check.Judge;
import dev.bedplate.workload.manifest.ManifestError;
import java.util.List;

/** Policies ready to decide, or what is wrong with them. */
public sealed interface PolicySet {
  /** All of them could be compiled. */
  record Ready(Judge judge) implements PolicySet {}

  /** At least one could not; each error names file, document, line and field. */
  record Rejected(List<ManifestError> errors) implements PolicySet {
    public Rejected {
      errors = List.copyOf(errors);
    }
  }
}
