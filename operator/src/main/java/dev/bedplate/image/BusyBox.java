package dev.bedplate.image;

import org.jspecify.annotations.Nullable;

/** Whether BusyBox is in the image, which version, and the absolute path of its binary. */
public record BusyBox(boolean present, @Nullable String version, @Nullable String path) {}
