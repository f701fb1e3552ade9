package dev.bedplate.workload.manifest;

import dev.bedplate.image.ImageReference;
import dev.bedplate.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a set of Kubernetes objects holds for Bedplate; all other objects are left alone.
 *
 * @param bedplate policies and exceptions ({@code bedplate.dev} objects) as they were written
 */
public record Workloads(
    List<Workload> workloads, List<ManifestDocument> bedplate, List<ManifestError> errors) {
  private static final String GROUP = "bedplate.dev/";

  public Workloads {
    workloads = List.copyOf(workloads);
    bedplate = List.copyOf(bedplate);
    errors = List.copyOf(errors);
  }

  /**
   * Takes the workloads out of {@code documents}; Namespace objects among them give the labels of
   * their namespace.
   *
   * @param namespace of objects that name none
   */
  public static Workloads of(
      List<ManifestDocument> documents,
      String namespace,
      Function<String, ImageReference> references) {
    var errors = new ArrayList<ManifestError>();
    var objects = new WorkloadObjects(namespace, references);
    var workloads = new ArrayList<Workload>();
    var bedplate = new ArrayList<ManifestDocument>();
    for (ManifestDocument document : documents) {
      Optional<WorkloadKind> kind = WorkloadKind.of(document);
      if (kind.isPresent()) {
        workloads.add(objects.workload(kind.get(), new Fields(document, errors)));
      } else if (String.valueOf(document.text("apiVersion")).startsWith(GROUP)) {
        bedplate.add(document);
      } else if (objects.isNamespace(document)) {
        objects.namespace(new Fields(document, errors));
      }
    }
    return new Workloads(workloads.stream().map(objects::labelled).toList(), bedplate, errors);
  }
}
