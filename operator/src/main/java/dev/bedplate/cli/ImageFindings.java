package dev.bedplate.cli;

import dev.bedplate.policy.Report;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Violation;
import dev.bedplate.workload.ContainerImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All that one report says of one image, whatever containers run it.
 *
 * @param violations alike ones together: they differ by container or platform only
 * @param undecided alike ones together
 */
record ImageFindings(
    String image, List<List<Violation>> violations, List<List<Undecidable>> undecided) {
  ImageFindings {
    violations = List.copyOf(violations);
    undecided = List.copyOf(undecided);
  }

  /** In the order in which the report names the images. */
  static List<ImageFindings> of(Report report) {
    Map<String, List<Violation>> violations =
        grouped(report.verdict().violations(), it -> name(it.image()));
    Map<String, List<Undecidable>> undecided =
        grouped(report.verdict().undecided(), it -> name(it.image()));
    Set<String> images = new LinkedHashSet<>(violations.keySet());
    images.addAll(undecided.keySet());
    var all = new ArrayList<ImageFindings>();
    for (String image : images) {
      all.add(
          new ImageFindings(
              image,
              alike(violations.getOrDefault(image, List.of()), ImageFindings::key),
              alike(undecided.getOrDefault(image, List.of()), ImageFindings::key)));
    }
    return all;
  }

  private static String name(ContainerImage image) {
    return image.reference().canonical();
  }

  private static List<Object> key(Violation it) {
    return List.of(
        it.policy(),
        it.reason(),
        it.mode(),
        String.valueOf(it.exemptBy()),
        it.found(),
        it.accepted(),
        Said.beyond(it));
  }

  private static List<Object> key(Undecidable it) {
    return List.of(it.policy(), it.reason(), it.problem(), Said.beyond(it));
  }

  private static <T, K> List<List<T>> alike(List<T> all, Function<T, K> key) {
    return List.copyOf(grouped(all, key).values());
  }

  private static <T, K> Map<K, List<T>> grouped(List<T> all, Function<T, K> key) {
    return all.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
  }

  /** The containers that run it. */
  Set<ContainerImage> containers() {
    var containers = new LinkedHashSet<ContainerImage>();
    violations.forEach(alike -> alike.forEach(it -> containers.add(it.image())));
    undecided.forEach(alike -> alike.forEach(it -> containers.add(it.image())));
    return containers;
  }

  /** What of it was judged: digests with their platforms; empty when nothing was found wrong. */
  Set<String> judged() {
    var judged = new LinkedHashSet<String>();
    for (List<Violation> alike : violations) {
      for (Violation it : alike) {
        judged.add((it.digest() == null ? "" : "@" + it.digest()) + " (" + it.platform() + ")");
      }
    }
    return judged;
  }
}
