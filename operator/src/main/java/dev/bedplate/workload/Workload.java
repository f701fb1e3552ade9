package dev.bedplate.workload;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that runs containers.
 *
 * @param kind one of the seven workload kinds, or {@code Image} for a bare image
 * @param namespace null for a bare image
 * @param namespaceLabels labels of the namespace, or null when they are not known
 * @param source where the object was read from, or null when it came from a cluster or is bare
 */
public record Workload(
    String kind,
    @Nullable String namespace,
    String name,
    Map<String, String> labels,
    @Nullable Map<String, String> namespaceLabels,
    List<ContainerImage> images,
    @Nullable Source source) {
  public Workload {
    labels = Map.copyOf(labels);
    namespaceLabels = namespaceLabels == null ? null : Map.copyOf(namespaceLabels);
    images = List.copyOf(images);
  }

  /** The same workload in a namespace whose labels are known. */
  public Workload withNamespaceLabels(Map<String, String> known) {
    return new Workload(kind, namespace, name, labels, known, images, source);
  }

  /** The same workload as far as only {@code some} of its images go. */
  public Workload withImages(List<ContainerImage> some) {
    return new Workload(kind, namespace, name, labels, namespaceLabels, some, source);
  }

  /**
   * A place in a file.
   *
   * @param document number of the YAML document, from 1
   * @param line of the document's first line of content, from 1
   * @param fields lines of fields that are worth finding again; those not in it count as standing
   *     on {@code line}
   */
  public record Source(String file, int document, int line, Map<String, Integer> fields) {
    public Source {
      fields = Map.copyOf(fields);
    }

    public Source(String file, int document, int line) {
      this(file, document, line, Map.of());
    }

    /** The line of a field, from 1. */
    public int line(String field) {
      return fields.getOrDefault(field, line);
    }
  }
}
