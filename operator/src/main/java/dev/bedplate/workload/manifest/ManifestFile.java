package dev.bedplate.workload.manifest;

import java.util.List;

/** The objects of one file, or what is wrong with it. */
public sealed interface ManifestFile {
  /** A file that could be read. */
  record Documents(List<ManifestDocument> documents) implements ManifestFile {
    public Documents {
      documents = List.copyOf(documents);
    }
  }

  /** A file that could not. */
  record Broken(ManifestError error) implements ManifestFile {}
}
