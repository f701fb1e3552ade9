package dev.bedplate.workload.manifest;

import java.util.Arrays;
import java.util.Optional;

/** The kinds that run containers, and where their pod template's {@code spec} stands. */
public enum WorkloadKind {
  Deployment("apps", "spec.template.spec"),
  StatefulSet("apps", "spec.template.spec"),
  DaemonSet("apps", "spec.template.spec"),
  ReplicaSet("apps", "spec.template.spec"),
  Job("batch", "spec.template.spec"),
  CronJob("batch", "spec.jobTemplate.spec.template.spec"),
  Pod("", "spec");

  private final String group;
  private final String podSpec;

  WorkloadKind(String group, String podSpec) {
    this.group = group;
    this.podSpec = podSpec;
  }

  /** The kind of an object, in any version of its API group; empty for all others. */
  static Optional<WorkloadKind> of(ManifestDocument object) {
    return of(String.valueOf(object.text("apiVersion")), String.valueOf(object.text("kind")));
  }

  /** The kind of that name, in any version of its API group; empty for all others. */
  public static Optional<WorkloadKind> of(String apiVersion, String kind) {
    String group = group(apiVersion);
    return Arrays.stream(values())
        .filter(it -> it.name().equals(kind) && it.group.equals(group))
        .findFirst();
  }

  /** The API version that every supported cluster has. */
  String version() {
    return group.isEmpty() ? "v1" : group + "/v1";
  }

  /**
   * Whether an object of another kind may have been meant to be of this one: of the same group, or
   * of a group that no custom resource has (those have a dot) but older clusters had.
   *
   * @param pod whether it holds a pod
   */
  boolean near(String apiVersion, String kind, boolean pod) {
    String other = group(apiVersion);
    return group.equals(other) || (pod && name().equals(kind) && !other.contains("."));
  }

  private static String group(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /** Path of the pod {@code spec} in an object of this kind. */
  public String podSpec() {
    return podSpec;
  }
}
