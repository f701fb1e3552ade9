package dev.bedplate.inventory;

import dev.bedplate.image.Digest;
import dev.bedplate.inspect.KnownImage;
import java.util.List;

/** What an object of the cluster says about an image. */
public sealed interface StoredImage {
  /** All that judging needs. */
  record Whole(Digest digest, KnownImage image, List<Digest> indexes) implements StoredImage {
    public Whole {
      indexes = List.copyOf(indexes);
    }
  }

  /**
   * Facts of which parts were cut that a policy may ask for, so that the image has to be inspected
   * again where one does.
   *
   * @param truncated paths of what was cut, such as {@code packages.names}
   */
  record Partial(Digest digest, KnownImage image, List<Digest> indexes, List<String> truncated)
      implements StoredImage {
    public Partial {
      indexes = List.copyOf(indexes);
      truncated = List.copyOf(truncated);
    }
  }

  /** Nothing that can be used: another analysis, another digest than the name says, no facts. */
  record Unusable(String why) implements StoredImage {}
}
