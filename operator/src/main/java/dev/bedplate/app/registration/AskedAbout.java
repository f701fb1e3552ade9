package dev.bedplate.app.registration;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperationsBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the API server is to ask the webhook about: the kinds that this version judges, and the
 * heartbeat. Rules that say more are as good.
 */
final class AskedAbout {
  private static final List<String> WRITES = List.of("CREATE", "UPDATE");
  private static final Map<String, List<String>> WORKLOADS =
      new TreeMap<>(
          Map.of(
              "", List.of("pods", "pods/ephemeralcontainers"),
              "apps", List.of("deployments", "statefulsets", "daemonsets", "replicasets"),
              "batch", List.of("jobs", "cronjobs")));
  private static final RuleWithOperations HEARTBEAT =
      rule("bedplate.dev", "v1alpha1", "Cluster", List.of("CREATE"), List.of("inspectedimages"));
  private static final String ANY = "*";

  private AskedAbout() {}

  /** The rules of the webhook. */
  static List<RuleWithOperations> rules() {
    return Stream.concat(
            WORKLOADS.entrySet().stream()
                .map(it -> rule(it.getKey(), "v1", "Namespaced", WRITES, it.getValue())),
            Stream.of(HEARTBEAT))
        .toList();
  }

  /** The workloads that rules leave out, such as {@code UPDATE jobs.batch}, in a fixed order. */
  static List<String> missing(List<RuleWithOperations> rules) {
    return WORKLOADS.entrySet().stream()
        .flatMap(
            group ->
                group.getValue().stream()
                    .flatMap(
                        resource ->
                            WRITES.stream()
                                .map(it -> new Question(it, group.getKey(), "v1", resource))))
        .filter(it -> rules.stream().noneMatch(it::isOf))
        .map(Question::toString)
        .toList();
  }

  /** Whether rules name the heartbeat. */
  static boolean heartbeat(List<RuleWithOperations> rules) {
    var question = new Question("CREATE", "bedplate.dev", "v1alpha1", "inspectedimages");
    return rules.stream().anyMatch(question::isOf);
  }

  private static RuleWithOperations rule(
      String group, String version, String scope, List<String> operations, List<String> resources) {
    return new RuleWithOperationsBuilder()
        .withOperations(operations)
        .withApiGroups(group)
        .withApiVersions(version)
        .withResources(resources)
        .withScope(scope)
        .build();
  }

  /** One operation on one resource. */
  private record Question(String operation, String group, String version, String resource) {
    boolean isOf(RuleWithOperations rule) {
      return isIn(rule.getOperations(), operation)
          && isIn(rule.getApiGroups(), group)
          && isIn(rule.getApiVersions(), version)
          && rule.getResources().stream().anyMatch(this::isNamed)
          && isInScope(rule.getScope());
    }

    /** {@code *} is every resource without its parts, {@code *}{@code /*} every one with them. */
    private boolean isNamed(String pattern) {
      String[] parts = resource.split("/", 2);
      String part = parts.length > 1 ? parts[1] : "";
      return pattern.equals(resource)
          || pattern.equals("*/*")
          || (part.isEmpty() ? pattern.equals(ANY) : isPart(pattern, parts[0], part));
    }

    private static boolean isPart(String pattern, String of, String part) {
      return pattern.equals(of + "/*") || pattern.equals("*/" + part);
    }

    private boolean isInScope(@Nullable String scope) {
      boolean cluster = group.equals("bedplate.dev");
      return scope == null || scope.equals(ANY) || scope.equals(cluster ? "Cluster" : "Namespaced");
    }

    private static boolean isIn(List<String> words, String word) {
      return words.contains(word) || words.contains(ANY);
    }

    @Override
    public String toString() {
      return operation + " " + resource + (group.isEmpty() ? "" : "." + group);
    }
  }
}
