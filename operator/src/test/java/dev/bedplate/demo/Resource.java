package dev.bedplate.demo;

/** The kinds that the demo applies and lists; the constants are their names in manifests. */
enum Resource {
  Namespace("", "v1", "namespaces"),
  Pod("", "v1", "pods"),
  Deployment("apps", "v1", "deployments"),
  StatefulSet("apps", "v1", "statefulsets"),
  CronJob("batch", "v1", "cronjobs"),
  Event("events.k8s.io", "v1", "events"),
  BaseImagePolicy("bedplate.dev", "v1alpha1", "baseimagepolicies"),
  BaseImageException("bedplate.dev", "v1alpha1", "baseimageexceptions"),
  InspectedImage("bedplate.dev", "v1alpha1", "inspectedimages");

  private final String group;
  private final String version;
  private final String plural;

  Resource(String group, String version, String plural) {
    this.group = group;
    this.version = version;
    this.plural = plural;
  }

  String group() {
    return group;
  }

  String version() {
    return version;
  }

  String plural() {
    return plural;
  }

  /** The shortest name that kubectl understands, of workloads; else the plural. */
  String shortest() {
    return switch (this) {
      case Deployment -> "deploy";
      case StatefulSet -> "sts";
      case CronJob -> "cj";
      case Pod -> "po";
      case Namespace, Event, BaseImagePolicy, BaseImageException, InspectedImage -> plural;
    };
  }

  /** The path of a collection; all namespaces when {@code namespace} is empty. */
  String path(String namespace) {
    String api = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    return api + (namespace.isEmpty() ? "" : "/namespaces/" + namespace) + "/" + plural;
  }

  /** The path of one object. */
  String path(String namespace, String object) {
    return path(namespace) + "/" + object;
  }
}
