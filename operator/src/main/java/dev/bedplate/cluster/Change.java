package dev.bedplate.cluster;

/** Something about the cluster that may change verdicts. */
public sealed interface Change {
  /** Policies, exceptions or the nodes' platforms are others than before. */
  record Everywhere() implements Change {}

  /** A namespace has other labels. */
  record InNamespace(String name) implements Change {}
}
