package dev.bedplate.app;

import java.util.stream.Stream;

/** One object of each of the seven kinds, around a pod spec. */
enum Kinds {
  Deployment("/apis/apps/v1", "deployments"),
  StatefulSet("/apis/apps/v1", "statefulsets"),
  DaemonSet("/apis/apps/v1", "daemonsets"),
  ReplicaSet("/apis/apps/v1", "replicasets"),
  Job("/apis/batch/v1", "jobs"),
  CronJob("/apis/batch/v1", "cronjobs"),
  Pod("/api/v1", "pods");

  private final String api;
  private final String plural;

  Kinds(String api, String plural) {
    this.api = api;
    this.plural = plural;
  }

  /** Where objects of this kind are posted to. */
  String in(String namespace) {
    return api + "/namespaces/" + namespace + "/" + plural;
  }

  /** An object with one container. */
  String object(String name, String image) {
    return with(name, "containers: [{name: app, image: \"" + image + "\"}]");
  }

  /** An object with this pod spec, YAML in flow style. */
  String with(String name, String podSpec) {
    String head =
        "apiVersion: %s\nkind: %s\nmetadata: {name: %s}\n"
            .formatted(api.replaceFirst("^/apis?/", ""), name(), name);
    String restart = this == Job || this == CronJob ? ", restartPolicy: Never" : "";
    String template = "{metadata: {labels: {app: a}}, spec: {" + podSpec + restart + "}}";
    String selected = "{selector: {matchLabels: {app: a}}, template: " + template + "}";
    return head
        + "spec: "
        + switch (this) {
          case Deployment, ReplicaSet, DaemonSet -> selected;
          case StatefulSet -> selected.replaceFirst("\\{", "{serviceName: a, ");
          case Job -> "{template: " + template + "}";
          case CronJob ->
              "{schedule: '0 0 * * *', jobTemplate: {spec: {template: " + template + "}}}";
          case Pod -> "{" + podSpec + "}";
        }
        + "\n";
  }

  static Stream<Kinds> all() {
    return Stream.of(values());
  }
}
