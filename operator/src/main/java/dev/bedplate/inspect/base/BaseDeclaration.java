package dev.bedplate.inspect.base;

import dev.bedplate.image.BaseImage.BaseEvidence;
import dev.bedplate.image.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What an image says about its own base; a claim until layers prove it.
 *
 * @param layers how many layers the claim says belong to the base, 0 when it does not say
 * @param detail which annotation, label or history entry said so
 */
public record BaseDeclaration(
    @Nullable String name,
    @Nullable Digest digest,
    BaseEvidence evidence,
    int layers,
    String detail) {}
