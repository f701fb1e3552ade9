package dev.bedplate.cluster;

import dev.bedplate.source.ReferenceParser;
import dev.bedplate.workload.Workload;
import dev.bedplate.workload.Workload.Source;
import dev.bedplate.workload.manifest.ManifestDocument;
import dev.bedplate.workload.manifest.Workloads;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects of the cluster to workloads, by the same table as manifests. */
public final class WorkloadReader {
  private static final Source NOWHERE = new Source("", 1, 1);

  private WorkloadReader() {}

  /**
   * The workload that an object of one of the seven kinds is. A field that cannot be read counts as
   * absent: the API server has checked them all.
   *
   * @param namespaceLabels null when they are not known
   */
  public static Workload read(
      WorkloadObject object, @Nullable Map<String, String> namespaceLabels) {
    ManifestDocument document = new ManifestDocument(object.manifest(), NOWHERE);
    Workload read =
        Workloads.of(List.of(document), "default", ReferenceParser::parseRegistry)
            .workloads()
            .getFirst();
    return new Workload(
        read.kind(),
        read.namespace(),
        read.name(),
        read.labels(),
        namespaceLabels,
        read.images(),
        null);
  }
}
