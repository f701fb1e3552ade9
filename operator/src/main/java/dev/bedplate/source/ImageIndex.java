package dev.bedplate.source;

import dev.bedplate.image.Digest;
import dev.bedplate.image.UndecidedReason;
import java.util.List;

/**
 * An OCI image index or Docker manifest list: the same image for several platforms.
 *
 * @param attached whether it says of itself that it is about another document or no image
 */
public record ImageIndex(Digest digest, List<Descriptor> manifests, boolean attached)
    implements Document {
  public ImageIndex {
    manifests = List.copyOf(manifests);
  }

  /** This index; more than {@code most} entries are {@code LimitExceeded}. */
  public ImageIndex within(int most) throws ImageUnavailableException {
    if (manifests.size() > most) {
      throw new ImageUnavailableException(
          UndecidedReason.LimitExceeded,
          "document %s: lists %d manifests; the limit is %d"
              .formatted(digest, manifests.size(), most));
    }
    return this;
  }

  @Override
  public ImageIndex index() {
    return this;
  }

  @Override
  public ImageManifest manifest() throws ImageUnavailableException {
    throw new ImageUnavailableException(
        UndecidedReason.InvalidImage,
        "document " + digest + ": is an index where the manifest of one image is needed");
  }
}
