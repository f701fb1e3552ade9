package dev.bedplate.source.keychain;

/** Which pull secrets of a cluster are read. */
public enum PullSecretUse {
  /** Those of the workload and of its service account, then those named for the operator. */
  WORKLOADS,
  /** Only those named for the operator. */
  OPERATOR,
  /** None. */
  NONE
}
