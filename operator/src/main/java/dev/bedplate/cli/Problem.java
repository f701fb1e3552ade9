package dev.bedplate.cli;

import dev.bedplate.workload.Workload.Source;
import dev.bedplate.workload.manifest.ManifestError;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the input.
 *
 * @param message one line that is complete for the user
 * @param source where, when it is a place in a file
 */
record Problem(String message, @Nullable Source source) {
  static Problem of(ManifestError error) {
    return new Problem(error.message(), error.source());
  }

  static Problem of(String message) {
    return new Problem(message, null);
  }
}
