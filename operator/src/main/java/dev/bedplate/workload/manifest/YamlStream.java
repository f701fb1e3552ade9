package dev.bedplate.workload.manifest;

import java.util.List;

/** What one file of YAML or JSON holds: its documents, empty ones left out, or what is wrong. */
public sealed interface YamlStream {
  /** A stream that could be read. */
  record Documents(List<YamlDocument> documents) implements YamlStream {
    public Documents {
      documents = List.copyOf(documents);
    }
  }

  /** A stream that could not. */
  record Broken(ManifestError error) implements YamlStream {}
}
