package dev.bedplate.workload.manifest;

import java.util.Map;

/** Takes what a stream of YAML holds, piece by piece. */
interface YamlSink {
  /** A document that is not empty. */
  void document(YamlDocument document);

  /** A document that is too large; only the first fields of its root are there. */
  void cut(YamlDocument document);

  /**
   * An element of the list of items at the root of a document.
   *
   * @param before the fields of the document that stand before the list
   * @return false leaves it in the document
   */
  boolean item(Map<String, Object> before, int index, YamlDocument item);

  /**
   * Whether nobody needs more of an object than its type and its metadata.
   *
   * @param before its fields so far
   */
  boolean known(Map<String, Object> before);

  /** A document that is broken, or an element of {@code items} that is too large. */
  void broken(ManifestError error);

  /** What is wrong and does no harm to the document. */
  void lenient(ManifestError note);
}
