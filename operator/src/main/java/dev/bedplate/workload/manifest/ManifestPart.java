package dev.bedplate.workload.manifest;

/** What a file of manifests holds, piece by piece. */
public sealed interface ManifestPart {
  /** A Kubernetes object. */
  record Held(ManifestDocument object) implements ManifestPart {}

  /** A document that is no Kubernetes object, and why; {@code certain} where it has no type. */
  record Foreign(ManifestError why, boolean certain) implements ManifestPart {}

  /** What cannot be read; what follows it can be. */
  record Broken(ManifestError error) implements ManifestPart {}

  /** What is wrong and kubectl takes all the same. */
  record Lenient(ManifestError note) implements ManifestPart {}
}
