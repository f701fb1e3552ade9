package dev.bedplate.cli;

import dev.bedplate.workload.manifest.ManifestError;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** Arguments or files that cannot be used; the message is complete for the user. */
public final class InvalidInput extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  public InvalidInput(String message) {
    super(message);
  }

  /** All errors, one a line. */
  static InvalidInput of(List<ManifestError> errors) {
    return new InvalidInput(
        errors.stream().map(ManifestError::message).collect(Collectors.joining("\n")));
  }
}
