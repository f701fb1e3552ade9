package dev.bedplate.reconcile;

import dev.bedplate.catalog.FieldError;
import dev.bedplate.catalog.PolicyReader.Document;
import dev.bedplate.cluster.Compilation;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a policy or exception is in force, and if not, because of which fields. */
final class Acceptance {
  static final String TYPE = "Accepted";
  private static final int MAX_ERRORS = 10;

  private Acceptance() {}

  static Conditions.State of(Compilation compilation) {
    return switch (compilation.document()) {
      case Document.Broken(var errors) ->
          new Conditions.State(false, "Invalid", "not in force: " + listed(errors));
      case Document.PolicyDocument _, Document.ExceptionDocument _ ->
          compilation.unknown().isEmpty()
              ? new Conditions.State(true, "Valid", "in force")
              : new Conditions.State(
                  true,
                  "UnknownFields",
                  "in force, without what this version does not know: "
                      + listed(compilation.unknown()));
    };
  }

  private static String listed(List<FieldError> errors) {
    int more = errors.size() - MAX_ERRORS;
    return errors.stream()
            .limit(MAX_ERRORS)
            .map(FieldError::toString)
            .collect(Collectors.joining("; "))
        + (more > 0 ? "; and " + more + " more" : "");
  }
}
