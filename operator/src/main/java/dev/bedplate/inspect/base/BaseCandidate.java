package dev.bedplate.inspect.base;

import dev.bedplate.image.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image that another may be built on.
 *
 * @param name canonical reference without digest
 * @param digest of its manifest or index, as it was referred to
 * @param diffIds its layers, lowest first
 */
public record BaseCandidate(String name, @Nullable Digest digest, List<Digest> diffIds) {
  public BaseCandidate {
    diffIds = List.copyOf(diffIds);
  }

  /** Whether these layers are the lowest of {@code image}; it need not have more on top. */
  boolean prefixOf(List<Digest> image) {
    return !diffIds.isEmpty()
        && diffIds.size() <= image.size()
        && image.subList(0, diffIds.size()).equals(diffIds);
  }
}
