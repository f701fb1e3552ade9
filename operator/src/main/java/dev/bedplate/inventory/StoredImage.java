package dev.bedplate.inventory;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.KnownImage;
import java.util.List;

/** What an object of the cluster says about an image. */
public sealed interface StoredImage {
  /**
   * An image and how it was reached.
   *
   * @param reference one by which it was reached, as it was written
   * @param digest of its manifest
   * @param indexes that hold the manifest, latest last
   * @param choices what is known of the other manifests in those indexes
   */
  record Entry(
      String reference,
      Digest digest,
      KnownImage image,
      List<Digest> indexes,
      List<Chosen> choices) {
    public Entry {
      indexes = List.copyOf(indexes);
      choices = List.copyOf(choices);
    }
  }

  /**
   * All manifests of an index that could run on a platform: who knows the index judges each.
   *
   * @param platform the one that was asked for
   */
  record Chosen(Digest index, Platform platform, List<Digest> manifests) {
    public Chosen {
      manifests = List.copyOf(manifests);
    }
  }

  /** All that judging needs. */
  record Whole(Entry entry) implements StoredImage {}

  /**
   * Facts of which parts were cut that a policy may ask for, so that the image has to be inspected
   * again where one does.
   *
   * @param truncated paths of what was cut, such as {@code packages.names}
   */
  record Partial(Entry entry, List<String> truncated) implements StoredImage {
    public Partial {
      truncated = List.copyOf(truncated);
    }
  }

  /** Facts of a later analysis, which this version cannot use and must leave alone. */
  record Newer(int analyzer) implements StoredImage {}

  /** Nothing that can be used: an older analysis, another digest than the name says, no facts. */
  record Unusable(String why) implements StoredImage {}
}
