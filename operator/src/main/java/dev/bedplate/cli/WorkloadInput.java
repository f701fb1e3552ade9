package dev.bedplate.cli;

import dev.bedplate.image.ImageReference;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import dev.bedplate.workload.Workload;
import dev.bedplate.workload.manifest.ManifestDocument;
import dev.bedplate.workload.manifest.ManifestError;
import dev.bedplate.workload.manifest.Overlooked;
import dev.bedplate.workload.manifest.Workloads;
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

  List<Workload> workloads(Arguments arguments) throws InvalidInput, IOException {
    List<String> files = arguments.all("filename");
    ClusterReader cluster = session.cluster();
    if (cluster != null && files.isEmpty() && arguments.words().isEmpty()) {
      return cluster.workloads(arguments.value("namespace"));
    }
    List<Workload> workloads = manifests(files, arguments.value("namespace", "default"));
    if (cluster != null) {
      workloads = labelled(workloads, cluster);
    }
    for (ImageReference reference : session.references(arguments.words())) {
      var image = new ContainerImage("image", ContainerList.Main, "image", reference);
      workloads.add(
          new Workload("Image", null, reference.original(), Map.of(), null, List.of(image), null));
    }
    return workloads;
  }

  private List<Workload> manifests(List<String> files, String namespace)
      throws InvalidInput, IOException {
    var input = new InputFiles(environment.in());
    List<ManifestDocument> documents = input.read(files);
    Workloads read = Workloads.of(documents, namespace, session.engine()::reference);
    if (!read.errors().isEmpty()) {
      throw InvalidInput.of(read.errors());
    }
    for (ManifestError note : Overlooked.in(documents)) {
      environment.err().println("bedplate: " + Text.safe(note.message()));
    }
    return new ArrayList<>(read.workloads());
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
