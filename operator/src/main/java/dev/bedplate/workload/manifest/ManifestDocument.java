package dev.bedplate.workload.manifest;

import dev.bedplate.workload.Workload.Source;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One Kubernetes object as it was written.
 *
 * @param object plain values; fields without a value are absent
 * @param lines where its fields stand in the file
 */
public record ManifestDocument(
    Map<String, Object> object, Source source, YamlDocument.Lines lines) {
  /** A document whose fields all count as standing on its first line. */
  public ManifestDocument(Map<String, Object> object, Source source) {
    this(object, source, field -> source.line());
  }

  /** The text of a field of the object itself, or null when it is absent or not text. */
  public @Nullable String text(String field) {
    return object.get(field) instanceof String text ? text : null;
  }

  /** An error at one field. */
  public ManifestError error(String field, String problem) {
    var where = new Source(source.file(), source.document(), lines.of(field));
    return new ManifestError(where, field, problem);
  }
}
