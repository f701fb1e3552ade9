package dev.bedplate.event;

/** Why an Event was written; the names are part of the public contract. */
public enum EventReason {
  BaseImageViolation(Type.Warning),
  BaseImageDenied(Type.Warning),
  BaseImageUndecided(Type.Warning),
  RunningImageDiffers(Type.Warning),
  BaseImageCompliant(Type.Normal),
  PolicyAccepted(Type.Normal),
  PolicyRejected(Type.Warning),
  EnforcementLost(Type.Warning),
  EnforcementRestored(Type.Normal),
  ExceptionExpiring(Type.Warning),
  ExceptionExpired(Type.Warning);

  private final Type type;

  EventReason(Type type) {
    this.type = type;
  }

  /** Whether somebody should look at it. */
  public Type type() {
    return type;
  }

  /** The types of Events that Kubernetes knows. */
  public enum Type {
    Normal,
    Warning
  }
}
