package dev.bedplate.image;

import org.jspecify.annotations.Nullable;

/**
 * The file, label or layer that proved a fact.
 *
 * @param fact path of the fact in the JSON, such as {@code libc.kind}
 * @param path absolute path of the file in the image, if a file proved it
 * @param layer the layer that holds the file
 */
public record Evidence(String fact, @Nullable String path, @Nullable Digest layer, String detail) {}
