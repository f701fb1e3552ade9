package dev.bedplate.inspect;

import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.Platform;

/** An inspected image as a cache holds it: without the reference it was reached by. */
public record KnownImage(Platform platform, ImageFacts facts) {}
