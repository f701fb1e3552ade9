package dev.bedplate.inspect.layer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The tar in pieces; a piece is valid until the next one is asked for. */
@FunctionalInterface
interface Chunks {
  /** The next piece, or null at the end. */
  @Nullable Chunk next() throws IOException;
}
