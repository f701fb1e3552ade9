package dev.bedplate.workload;

/** Which list of a pod template a container image stands in. */
public enum ContainerList {
  Main,
  Init,
  Ephemeral,
  Volume
}
