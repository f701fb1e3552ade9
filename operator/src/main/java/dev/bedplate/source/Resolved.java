package dev.bedplate.source;

import dev.bedplate.image.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The digest that a reference names.
 *
 * @param staleSince when the digest was last seen, if the registry cannot be asked now; else null
 */
public record Resolved(Digest digest, @Nullable Instant staleSince) {}
