package dev.bedplate.cli;

import dev.bedplate.catalog.PolicyReader;
import dev.bedplate.workload.manifest.ManifestDocument;
import dev.bedplate.workload.manifest.ManifestError;
import dev.bedplate.workload.manifest.NearestWord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Of all objects of files of policies, those that are policies and exceptions, and others. */
final class PolicyDocuments {
  private static final int MAX_OTHERS = 20;
  private final List<ManifestDocument> ours = new ArrayList<>();
  private final List<ManifestDocument> others = new ArrayList<>();
  private final Map<List<String>, ManifestDocument> names = new HashMap<>();
  private final List<String> repeated = new ArrayList<>();
  private int otherCount;

  void accept(ManifestDocument document) {
    if (PolicyReader.isOurs(document.object())) {
      ours.add(document);
      name(document);
    } else {
      otherCount++;
      if (others.size() < MAX_OTHERS) {
        others.add(document);
      }
    }
  }

  /** In a cluster, the second one would take the place of the first. */
  private void name(ManifestDocument document) {
    if (document.object().get("metadata") instanceof Map<?, ?> metadata
        && metadata.get("name") instanceof String name) {
      String kind = String.valueOf(document.text("kind"));
      ManifestDocument first = names.putIfAbsent(List.of(kind, name), document);
      if (first != null) {
        String before = first.source().file() + ":" + first.source().line();
        String problem = "another %s has this name (%s)".formatted(kind, before);
        repeated.add(document.error("metadata.name", problem).message());
      }
    }
  }

  int ours() {
    return ours.size();
  }

  /** One line for each name that was taken. */
  List<String> repeated() {
    return List.copyOf(repeated);
  }

  /** Files of policies may hold other objects; without any policy they are a mistake. */
  List<ManifestDocument> documents() {
    return ours.isEmpty() ? List.copyOf(others) : List.copyOf(ours);
  }

  /** What is no policy, beside those that are. */
  List<String> warnings() {
    if (ours.isEmpty()) {
      return List.of();
    }
    var lines = new ArrayList<>(others.stream().map(PolicyDocuments::other).toList());
    if (otherCount > others.size()) {
      lines.add("%d more objects are no policies".formatted(otherCount - others.size()));
    }
    return lines;
  }

  private static String other(ManifestDocument document) {
    String version = String.valueOf(document.text("apiVersion"));
    String kind = String.valueOf(document.text("kind"));
    Optional<String> near =
        NearestWord.of(kind, PolicyReader.KINDS)
            .filter(
                it ->
                    it.equals(kind)
                        || NearestWord.of(version, List.of(PolicyReader.VERSION)).isPresent());
    String meant =
        near.map(it -> "; did you mean " + it + " of " + PolicyReader.VERSION + "?").orElse("");
    String problem = "%s of %s is no policy%s".formatted(kind, version, meant);
    return new ManifestError(document.source(), null, problem).message();
  }
}
