package dev.bedplate.workload.manifest;

import dev.bedplate.workload.Workload.Source;
import dev.bedplate.workload.manifest.UnjudgedObjects.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts objects whose kind is not judged. */
final class UnjudgedKinds {
  private static final int MAX_KINDS = 1_000;
  private static final Type OTHERS = new Type("", "others");
  private final Map<Type, Kind> kinds = new LinkedHashMap<>();

  private record Type(String apiVersion, String kind) {}

  void add(ManifestDocument document) {
    var type = new Type(text(document, "apiVersion"), text(document, "kind"));
    if (!kinds.containsKey(type) && kinds.size() >= MAX_KINDS) {
      type = OTHERS;
    }
    Optional<String> pod = Overlooked.pod(document);
    @Nullable String meant = meant(type, pod.isPresent());
    Source source = pod.map(path -> document.error(path, "").source()).orElse(document.source());
    boolean runs = pod.isPresent() || meant != null;
    kinds.merge(
        type,
        new Kind(type.apiVersion(), type.kind(), 1, runs, meant, source),
        UnjudgedKinds::both);
  }

  private static Kind both(Kind known, Kind one) {
    Kind shown = known.runsContainers() || !one.runsContainers() ? known : one;
    return new Kind(
        known.apiVersion(),
        known.kind(),
        known.objects() + 1,
        shown.runsContainers(),
        shown.suggestion(),
        shown.first());
  }

  private static String text(ManifestDocument document, String field) {
    return String.valueOf(document.text(field));
  }

  /**
   * A kind of the right group that is written nearly right, or of another group that holds pods.
   */
  private static @Nullable String meant(Type type, boolean pod) {
    List<WorkloadKind> near =
        Arrays.stream(WorkloadKind.values())
            .filter(it -> it.near(type.apiVersion(), type.kind(), pod))
            .toList();
    List<String> names = near.stream().map(Enum::name).toList();
    return NearestWord.of(type.kind(), names)
        .map(WorkloadKind::valueOf)
        .map(it -> it.name() + " of " + it.version())
        .orElse(null);
  }

  List<Kind> all() {
    var all = new ArrayList<>(kinds.values());
    all.sort(
        Comparator.comparing((Kind it) -> !it.runsContainers())
            .thenComparing(Kind::kind)
            .thenComparing(Kind::apiVersion));
    return all;
  }
}
