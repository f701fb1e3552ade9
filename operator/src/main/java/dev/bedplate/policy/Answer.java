package dev.bedplate.policy;

/** Three-valued truth: what cannot be known is neither yes nor no. */
public enum Answer {
  Yes,
  No,
  Unknown;

  static Answer of(boolean value) {
    return value ? Yes : No;
  }

  Answer and(Answer other) {
    if (this == No || other == No) {
      return No;
    }
    return this == Unknown || other == Unknown ? Unknown : Yes;
  }

  Answer or(Answer other) {
    if (this == Yes || other == Yes) {
      return Yes;
    }
    return this == Unknown || other == Unknown ? Unknown : No;
  }
}
