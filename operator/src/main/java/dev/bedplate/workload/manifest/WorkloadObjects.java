package dev.bedplate.workload.manifest;

import dev.bedplate.image.ImageReference;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.Workload;
import dev.bedplate.workload.Workload.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Objects to workloads, and the labels of the namespaces that stand among them. */
final class WorkloadObjects {
  private final String defaultNamespace;
  private final Function<String, ImageReference> references;
  private final Map<String, Map<String, String>> labels = new HashMap<>();

  WorkloadObjects(String defaultNamespace, Function<String, ImageReference> references) {
    this.defaultNamespace = defaultNamespace;
    this.references = references;
  }

  boolean isNamespace(ManifestDocument document) {
    return "Namespace".equals(document.text("kind")) && "v1".equals(document.text("apiVersion"));
  }

  void namespace(Fields fields) {
    String name = name(fields);
    var merged = new HashMap<>(fields.strings("metadata.labels"));
    merged.put("kubernetes.io/metadata.name", name);
    labels.put(name, merged);
  }

  /** A workload whose namespace's labels are not known yet. */
  Workload workload(WorkloadKind kind, Fields fields) {
    String written = fields.text("metadata.namespace");
    List<ContainerImage> images = images(kind, fields);
    return new Workload(
        kind.name(),
        written == null || written.isEmpty() ? defaultNamespace : written,
        name(fields),
        fields.strings("metadata.labels"),
        null,
        images,
        source(fields, images));
  }

  /** The same with the labels of its namespace, where an object gave them. */
  Workload labelled(Workload workload) {
    @Nullable Map<String, String> known = labels.get(workload.namespace());
    return known == null ? workload : workload.withNamespaceLabels(known);
  }

  private static Source source(Fields fields, List<ContainerImage> images) {
    Source source = fields.source();
    var lines = new HashMap<String, Integer>();
    for (ContainerImage image : images) {
      int line = fields.line(image.field());
      if (line != source.line()) {
        lines.put(image.field(), line);
      }
    }
    return new Source(source.file(), source.document(), source.line(), lines);
  }

  private List<ContainerImage> images(WorkloadKind kind, Fields fields) {
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
