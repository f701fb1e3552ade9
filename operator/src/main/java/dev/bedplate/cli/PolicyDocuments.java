package dev.bedplate.cli;

import dev.bedplate.catalog.PolicyReader;
import dev.bedplate.workload.manifest.ManifestDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Of all objects of a folder, those that are policies and exceptions, or look like it. */
final class PolicyDocuments implements Consumer<ManifestDocument> {
  private static final int MAX_OTHERS = 20;
  private final List<ManifestDocument> ours = new ArrayList<>();
  private final List<ManifestDocument> others = new ArrayList<>();

  @Override
  public void accept(ManifestDocument document) {
    if (PolicyReader.isOurs(document.object())) {
      ours.add(document);
    } else if (others.size() < MAX_OTHERS) {
      others.add(document);
    }
  }

  /** A folder of policies may hold other manifests; a file without any policy is a mistake. */
  List<ManifestDocument> documents() {
    return ours.isEmpty() ? List.copyOf(others) : List.copyOf(ours);
  }
}
