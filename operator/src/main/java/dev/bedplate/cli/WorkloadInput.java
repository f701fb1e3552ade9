package dev.bedplate.cli;

import dev.bedplate.image.ImageReference;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import dev.bedplate.workload.Workload;
import dev.bedplate.workload.manifest.ManifestCollector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** What a check judges: manifests and bare images, or what runs in the cluster. */
final class WorkloadInput {
  private final Environment environment;
  private final EngineSession session;

  WorkloadInput(Environment environment, EngineSession session) {
    this.environment = environment;
    this.session = session;
  }

  CheckInput read(Arguments arguments, Ignored ignored) throws InvalidInput, IOException {
    List<String> files = arguments.all("filename");
    ClusterReader cluster = session.cluster();
    if (cluster != null && files.isEmpty() && arguments.words().isEmpty()) {
      return new CheckInput(cluster.workloads(arguments.value("namespace")), Unjudged.NOTHING);
    }
    CheckInput read = manifests(files, arguments.value("namespace", "default"), ignored);
    List<Workload> workloads = new ArrayList<>(read.workloads());
    if (cluster != null) {
      workloads = labelled(workloads, cluster);
    }
    for (ImageReference reference : session.references(arguments.words())) {
      var image = new ContainerImage("image", ContainerList.Main, "image", reference);
      workloads.add(
          new Workload("Image", null, reference.original(), Map.of(), null, List.of(image), null));
    }
    return new CheckInput(workloads, read.unjudged());
  }

  private CheckInput manifests(List<String> names, String namespace, Ignored ignored)
      throws InvalidInput {
    var collector = new ManifestCollector(namespace, session.engine()::reference);
    FilesRead files =
        new InputFiles(environment.in(), ignored, collector)
            .read(names)
            .withErrors(collector.errors());
    return new CheckInput(collector.workloads(), new Unjudged(collector.unjudged(), files));
  }

  /** With the labels that namespaces have in the cluster, where no manifest says which. */
  private static List<Workload> labelled(List<Workload> workloads, ClusterReader cluster)
      throws IOException {
    var labels = new HashMap<String, Map<String, String>>();
    var labelled = new ArrayList<Workload>();
    var asked = new HashSet<String>();
    for (Workload workload : workloads) {
      String namespace = workload.namespace();
      if (namespace == null || workload.namespaceLabels() != null) {
        labelled.add(workload);
        continue;
      }
      if (asked.add(namespace)) {
        cluster.namespaceLabels(namespace).ifPresent(it -> labels.put(namespace, it));
      }
      Map<String, String> found = labels.get(namespace);
      labelled.add(found == null ? workload : workload.withNamespaceLabels(found));
    }
    return labelled;
  }
}
