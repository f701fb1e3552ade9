package dev.bedplate.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sizes in bytes.
 *
 * @param compressed sum of the distinct layers as stored in the registry
 * @param unpacked sum of the regular-file bytes of all layers, or null when a layer was unreadable
 * @param visible the same after squashing, each inode once
 * @param wasted unpacked minus visible
 */
public record ImageSize(
    long compressed,
    @Nullable Long unpacked,
    @Nullable Long visible,
    @Nullable Long wasted,
    List<Layer> layers) {
  public ImageSize {
    layers = List.copyOf(layers);
  }

  /** The digests of the uncompressed layers, lowest first; none when one of them is not known. */
  public List<Digest> diffIds() {
    var diffIds = new ArrayList<Digest>(layers.size());
    for (Layer layer : layers) {
      Digest diffId = layer.diffId();
      if (diffId == null) {
        return List.of();
      }
      diffIds.add(diffId);
    }
    return Collections.unmodifiableList(diffIds);
  }

  /**
   * One layer of the image, lowest first.
   *
   * @param diffId digest of the uncompressed tar
   * @param compressed bytes in the registry
   * @param unpacked regular-file bytes, or null when the layer was unreadable
   * @param createdBy the history entry that made it
   * @param base whether it belongs to the proven base image
   */
  public record Layer(
      Digest digest,
      @Nullable Digest diffId,
      long compressed,
      @Nullable Long unpacked,
      @Nullable String createdBy,
      boolean base) {}
}
