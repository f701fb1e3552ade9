package dev.bedplate.workload;

import dev.bedplate.image.ImageReference;

/**
 * One image reference in a workload.
 *
 * @param container name of the container, or of the volume for an image volume
 * @param field path of the reference in the object, such as {@code
 *     spec.template.spec.containers[0].image}
 */
public record ContainerImage(
    String container, ContainerList list, String field, ImageReference reference) {}
