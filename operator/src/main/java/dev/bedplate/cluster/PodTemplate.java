package dev.bedplate.cluster;

import dev.bedplate.workload.ContainerList;
import dev.bedplate.workload.manifest.WorkloadKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is kept of a pod template: where its images are and with whose credentials they come. */
final class PodTemplate {
  private static final List<String> KEPT = List.of("imagePullSecrets", "serviceAccountName");
  private static final List<String> STATUSES =
      List.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses");

  private PodTemplate() {}

  /** The {@code spec} of an object with everything beside the images gone. */
  static @Nullable Object reduced(WorkloadKind kind, Object spec) {
    String[] steps = kind.podSpec().split("\\.", -1);
    Object inner = spec;
    for (int i = 1; i < steps.length; i++) {
      inner = inner instanceof Map<?, ?> map ? map.get(steps[i]) : null;
    }
    if (!(inner instanceof Map<?, ?> pod)) {
      return null;
    }
    Object reduced = pod(pod);
    for (int i = steps.length - 1; i > 0; i--) {
      reduced = Map.of(steps[i], reduced);
    }
    return reduced;
  }

  /** The digests that a Pod's containers run, as its status names them. */
  static @Nullable Object running(Object status) {
    if (!(status instanceof Map<?, ?> map)) {
      return null;
    }
    var kept = new LinkedHashMap<String, Object>();
    for (String list : STATUSES) {
      List<Object> containers = each(map.get(list), List.of("name", "imageID"));
      if (!containers.isEmpty()) {
        kept.put(list, containers);
      }
    }
    return kept.isEmpty() ? null : Map.copyOf(kept);
  }

  private static Map<String, Object> pod(Map<?, ?> spec) {
    var kept = new LinkedHashMap<String, Object>();
    for (ContainerList list : ContainerList.OF_CONTAINERS) {
      List<Object> containers = each(spec.get(list.field()), List.of("name", "image"));
      if (!containers.isEmpty()) {
        kept.put(list.field(), containers);
      }
    }
    // A volume keeps its place in the list, because the field path of its image names it.
    String volumesField = ContainerList.Volume.field();
    List<Object> volumes = each(spec.get(volumesField), List.of("name", "image"));
    if (volumes.stream().anyMatch(it -> it instanceof Map<?, ?> map && map.containsKey("image"))) {
      kept.put(volumesField, volumes);
    }
    for (String field : KEPT) {
      if (spec.get(field) != null) {
        kept.put(field, spec.get(field));
      }
    }
    return Map.copyOf(kept);
  }

  private static List<Object> each(@Nullable Object list, List<String> fields) {
    var kept = new ArrayList<Object>();
    if (list instanceof List<?> elements) {
      for (Object element : elements) {
        var one = new LinkedHashMap<String, Object>();
        if (element instanceof Map<?, ?> map) {
          for (String field : fields) {
            if (map.get(field) != null) {
              one.put(field, map.get(field));
            }
          }
        }
        kept.add(Map.copyOf(one));
      }
    }
    return List.copyOf(kept);
  }
}
