package dev.bedplate.policy;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.workload.ContainerImage;

/**
 * One policy that could not be decided for one image.
 *
 * @param denies whether the policy's {@code onUndecided} and mode refuse the workload for it
 */
public record Undecidable(
    String policy, UndecidedReason reason, ContainerImage image, String message, boolean denies) {}
