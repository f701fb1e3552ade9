package dev.bedplate.workload.manifest;

import java.util.Arrays;
import java.util.Optional;

/** The kinds that run containers, and where their pod template's {@code spec} stands. */
enum WorkloadKind {
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
    String version = String.valueOf(object.text("apiVersion"));
    int slash = version.indexOf('/');
    String group = slash < 0 ? "" : version.substring(0, slash);
    return Arrays.stream(values())
        .filter(kind -> kind.name().equals(object.text("kind")) && kind.group.equals(group))
        .findFirst();
  }

  String podSpec() {
    return podSpec;
  }
}
