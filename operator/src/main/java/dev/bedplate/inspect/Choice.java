package dev.bedplate.inspect;

import dev.bedplate.image.Digest;
import java.util.List;

/**
 * The manifests of an index that could run on a platform, the one that containerd would usually run
 * first.
 *
 * @param complete whether these are all; if not, there were more than are looked at
 */
public record Choice(List<Digest> manifests, boolean complete) {
  public Choice {
    manifests = List.copyOf(manifests);
  }
}
