package dev.bedplate.source;

import org.jspecify.annotations.Nullable;

/**
 * One step of an image's build as its configuration tells it.
 *
 * @param emptyLayer whether the step made no layer
 */
public record History(@Nullable String createdBy, boolean emptyLayer) {}
