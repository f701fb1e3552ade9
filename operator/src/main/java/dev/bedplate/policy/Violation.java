package dev.bedplate.policy;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Platform;
import dev.bedplate.workload.ContainerImage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One rule of one policy that one image breaks.
 *
 * @param mode in force at the moment of the decision (namespace modes and {@code enforceAfter}
 *     seen)
 * @param found what the facts say, with the evidence
 * @param accepted what would comply
 * @param message one sentence for the person who has to act, complete by itself
 * @param exemptBy name of the exception that covers it, or null
 * @param refusedFrom when a policy that only warns yet begins to refuse this, or null
 */
public record Violation(
    String policy,
    Mode mode,
    ViolationReason reason,
    ContainerImage image,
    @Nullable Digest digest,
    Platform platform,
    String found,
    String accepted,
    String message,
    @Nullable String exemptBy,
    @Nullable Instant refusedFrom) {}
