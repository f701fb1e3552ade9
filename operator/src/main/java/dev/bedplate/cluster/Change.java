package dev.bedplate.cluster;

/** Something about the cluster that may change verdicts. */
public sealed interface Change {
  /** Policies, exceptions, the nodes' platforms or the layers of a base are others than before. */
  record Everywhere() implements Change {}

  /** A namespace has other labels. */
  record InNamespace(String name) implements Change {}
}
