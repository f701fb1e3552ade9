package dev.bedplate.workload.manifest;

import dev.bedplate.image.ImageReference;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
    Map<String, Map<String, String>> labels = namespaces(documents, errors);
    var workloads = new ArrayList<Workload>();
    var bedplate = new ArrayList<ManifestDocument>();
    for (ManifestDocument document : documents) {
      Optional<WorkloadKind> kind = WorkloadKind.of(document);
      if (kind.isPresent()) {
        var fields = new Fields(document, errors);
        workloads.add(workload(kind.get(), fields, namespace, labels, references));
      } else if (String.valueOf(document.text("apiVersion")).startsWith(GROUP)) {
        bedplate.add(document);
      }
    }
    return new Workloads(workloads, bedplate, errors);
  }

  private static Map<String, Map<String, String>> namespaces(
      List<ManifestDocument> documents, List<ManifestError> errors) {
    var labels = new HashMap<String, Map<String, String>>();
    for (ManifestDocument document : documents) {
      if ("Namespace".equals(document.text("kind")) && "v1".equals(document.text("apiVersion"))) {
        var fields = new Fields(document, errors);
        String name = name(fields);
        var merged = new HashMap<>(fields.strings("metadata.labels"));
        merged.put("kubernetes.io/metadata.name", name);
        labels.put(name, merged);
      }
    }
    return labels;
  }

  private static Workload workload(
      WorkloadKind kind,
      Fields fields,
      String defaultNamespace,
      Map<String, Map<String, String>> labels,
      Function<String, ImageReference> references) {
    String written = fields.text("metadata.namespace");
    String namespace = written == null || written.isEmpty() ? defaultNamespace : written;
    @Nullable Map<String, String> namespaceLabels = labels.get(namespace);
    return new Workload(
        kind.name(),
        namespace,
        name(fields),
        fields.strings("metadata.labels"),
        namespaceLabels,
        images(kind, fields, references),
        fields.source());
  }

  private static List<ContainerImage> images(
      WorkloadKind kind, Fields fields, Function<String, ImageReference> references) {
    if (fields.map(kind.podSpec()).isEmpty()) {
      fields.error(kind.podSpec(), "must be there: it holds the containers");
      return List.of();
    }
    return new PodImages(fields, references).in(kind.podSpec());
  }

  private static String name(Fields fields) {
    String name = fields.text("metadata.name");
    String generated = name == null ? fields.text("metadata.generateName") : name;
    if (generated == null) {
      fields.error("metadata.name", "must be there and be text");
      return "";
    }
    return generated;
  }
}
