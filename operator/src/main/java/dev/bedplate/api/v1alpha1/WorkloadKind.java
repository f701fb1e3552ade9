package dev.bedplate.api.v1alpha1;

/** The kinds of objects that are judged. */
public enum WorkloadKind {
  Deployment,
  StatefulSet,
  DaemonSet,
  ReplicaSet,
  Job,
  CronJob,
  Pod
}
