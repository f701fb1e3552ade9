package dev.bedplate.policy;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.policy.Policy.OnUndecided;
import dev.bedplate.workload.ContainerImage;

/**
 * One policy that could not be decided for one image.
 *
 * @param problem why, without what {@code message} says of container, image and policy besides
 * @param action what admission does about it now: nothing, warn, or refuse
 */
public record Undecidable(
    String policy,
    UndecidedReason reason,
    ContainerImage image,
    String problem,
    String message,
    OnUndecided action) {
  /** One of which there is no more to say than {@code message}. */
  public Undecidable(
      String policy,
      UndecidedReason reason,
      ContainerImage image,
      String message,
      OnUndecided action) {
    this(policy, reason, image, message, message, action);
  }
}
