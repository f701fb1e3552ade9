package dev.bedplate.inspect.layer;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.ImageUnavailableException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/**
 * Reads one layer once, from its first stored byte to its last, and proves its digests; nothing is
 * written to disk and the heap needed does not depend on the layer's size.
 */
public final class LayerReader {
  /** To be raised whenever the same layer would give different {@link LayerFacts}. */
  public static final int ANALYZER_VERSION = 2;

  private final Limits limits;

  public LayerReader(Limits limits) {
    this.limits = limits;
  }

  /** Whether layers of this media type can be read; foreign layers cannot. */
  public static boolean supports(String mediaType) {
    return LayerFormat.of(mediaType) != null;
  }

  /**
   * Reads {@code stored} to its end.
   *
   * @param image named in messages
   * @param room what the image has for all its layers together
   * @param progress receives the number of stored bytes of each read, as they arrive
   * @throws ImageUnavailableException when bytes contradict the descriptor or their format, a limit
   *     is exceeded, time is over, or reading fails; the stream is left open
   * @throws Room.Crowded when the image has to be read again while no other one needs much
   */
  public LayerFacts read(
      InputStream stored,
      Descriptor layer,
      String image,
      Room.Share room,
      Deadline deadline,
      LongConsumer progress)
      throws ImageUnavailableException {
    var name = new LayerName(image, layer.digest());
    if (layer.size() > limits.compressedLayerBytes()) {
      throw name.exceeds(
          "its "
              + layer.size()
              + " stored bytes are more than the limit of "
              + limits.compressedLayerBytes());
    }
    LayerFormat format = LayerFormat.of(layer.mediaType());
    if (format == null) {
      throw name.failure(
          UndecidedReason.UnsupportedImage,
          "layers of the media type '" + layer.mediaType() + "' cannot be read");
    }
    return new LayerReading(name, layer, format, limits, room, deadline).read(stored, progress);
  }
}
