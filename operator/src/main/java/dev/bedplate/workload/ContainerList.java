package dev.bedplate.workload;

import java.util.List;

/** Which list of a pod template a container image stands in. */
public enum ContainerList {
  Main("containers"),
  Init("initContainers"),
  Ephemeral("ephemeralContainers"),
  Volume("volumes");

  /** Those whose elements are containers, each with its {@code image} as text. */
  public static final List<ContainerList> OF_CONTAINERS = List.of(Main, Init, Ephemeral);

  private final String field;

  ContainerList(String field) {
    this.field = field;
  }

  /** Its field in a pod {@code spec}. */
  public String field() {
    return field;
  }
}
