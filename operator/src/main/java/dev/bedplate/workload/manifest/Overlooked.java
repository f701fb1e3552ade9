package dev.bedplate.workload.manifest;

import dev.bedplate.workload.ContainerList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What looks as if it were to be judged and is not: a misspelt field, or a kind nobody knows. */
final class Overlooked {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_FIELDS = 8;
  private static final String JUDGED =
      Arrays.stream(WorkloadKind.values()).map(Enum::name).collect(Collectors.joining(", "));
  private final List<ManifestError> found = new ArrayList<>();

  private Overlooked() {}

  /** One line for each place of a workload, or for an object of another kind that holds a pod. */
  static List<ManifestError> in(ManifestDocument document) {
    Optional<WorkloadKind> kind = WorkloadKind.of(document);
    if (kind.isPresent()) {
      var overlooked = new Overlooked();
      overlooked.pod(document, kind.get().podSpec());
      return List.copyOf(overlooked.found);
    }
    return pod(document).map(path -> unknownKind(document, path)).stream().toList();
  }

  /** The path of the first pod {@code spec} in an object of a kind that is not judged. */
  static Optional<String> pod(ManifestDocument document) {
    return podIn(document.object(), "", 0);
  }

  private static ManifestError unknownKind(ManifestDocument document, String path) {
    return document.error(
        path,
        "holds containers, but %s of %s is no kind that is judged (%s)"
            .formatted(document.text("kind"), document.text("apiVersion"), JUDGED));
  }

  private void pod(ManifestDocument document, String path) {
    if (!(at(document.object(), path) instanceof Map<?, ?> pod)) {
      return;
    }
    boolean any = false;
    for (ContainerList list : ContainerList.OF_CONTAINERS) {
      if (pod.get(list.field()) instanceof List<?> containers && !containers.isEmpty()) {
        any = true;
        containers(document, path + "." + list.field(), containers);
      }
    }
    if (!any) {
      String fields =
          pod.keySet().stream()
              .limit(MAX_FIELDS)
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
      found.add(document.error(path, "holds no containers, so none is judged; it has: " + fields));
    }
  }

  private void containers(ManifestDocument document, String path, List<?> containers) {
    for (int i = 0; i < containers.size(); i++) {
      if (containers.get(i) instanceof Map<?, ?> container && !hasImage(container)) {
        found.add(
            document.error(
                path + "[" + i + "]", "names no image, so this container is not judged"));
      }
    }
  }

  /** The path of the first pod {@code spec} below a value. */
  private static Optional<String> podIn(@Nullable Object value, String path, int depth) {
    if (depth > MAX_DEPTH) {
      return Optional.empty();
    }
    return switch (value) {
      case Map<?, ?> map when isPod(map) -> Optional.of(path.isEmpty() ? "containers" : path);
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(it -> podIn(it.getValue(), join(path, it.getKey()), depth + 1))
              .flatMap(Optional::stream)
              .findFirst();
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          Optional<String> pod = podIn(list.get(i), path + "[" + i + "]", depth + 1);
          if (pod.isPresent()) {
            yield pod;
          }
        }
        yield Optional.empty();
      }
      case null, default -> Optional.empty();
    };
  }

  private static boolean isPod(Map<?, ?> map) {
    return ContainerList.OF_CONTAINERS.stream()
        .map(it -> map.get(it.field()))
        .anyMatch(
            it ->
                it instanceof List<?> containers
                    && containers.stream()
                        .anyMatch(item -> item instanceof Map<?, ?> held && hasImage(held)));
  }

  private static boolean hasImage(Map<?, ?> container) {
    return container.get("image") instanceof String image && !image.isEmpty();
  }

  private static @Nullable Object at(Map<?, ?> object, String path) {
    Object value = object;
    for (String step : path.split("\\.", -1)) {
      value = value instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return value;
  }

  private static String join(String path, Object key) {
    return path.isEmpty() ? String.valueOf(key) : path + "." + key;
  }
}
