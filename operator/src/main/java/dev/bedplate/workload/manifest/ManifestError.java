package dev.bedplate.workload.manifest;

import dev.bedplate.workload.Workload.Source;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a document, and where.
 *
 * @param source with the line of the error rather than of the document
 * @param field path of the field, or null when the text itself is broken
 */
public record ManifestError(Source source, @Nullable String field, String problem) {
  /** One line that names file, document, line and field. */
  public String message() {
    return "%s: document %d, line %d: %s%s"
        .formatted(
            source.file(),
            source.document(),
            source.line(),
            field == null ? "" : field + ": ",
            problem);
  }
}
