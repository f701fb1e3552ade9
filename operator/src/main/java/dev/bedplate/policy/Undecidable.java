package dev.bedplate.policy;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.policy.Policy.OnUndecided;
import dev.bedplate.workload.ContainerImage;

/**
 * One policy that could not be decided for one image.
 *
 * @param action what admission does about it now: nothing, warn, or refuse
 */
public record Undecidable(
    String policy,
    UndecidedReason reason,
    ContainerImage image,
    String message,
    OnUndecided action) {}
