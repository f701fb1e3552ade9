package dev.bedplate.inspect.layer;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.ImageUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Reads one layer once, from its first stored byte to its last, and proves its digests; nothing is
 * written to disk and the heap needed does not depend on the layer's size.
 */
public final class LayerReader {
  /** To be raised whenever the same layer would give different {@link LayerFacts}. */
  public static final int ANALYZER_VERSION = 7;

  /** Annotations of layers whose tar holds a part of a block device instead of files. */
  private static final String OVERLAYBD = "containerd.io/snapshot/overlaybd/";

  private final Limits limits;

  public LayerReader(Limits limits) {
    this.limits = limits;
  }

  /** Why the files of a layer cannot be read, as far as its descriptor says so; else empty. */
  public static Optional<String> obstacle(Descriptor layer) {
    if (LayerFormat.of(layer.mediaType()) == null) {
      return Optional.of(layer.mediaType());
    }
    return layer.annotations().keySet().stream()
        .filter(key -> key.startsWith(OVERLAYBD))
        .min(Comparator.naturalOrder())
        .map(
            key ->
                "an OverlayBD block device, whose files cannot be read (annotation " + key + ")");
  }

  /** Opens the stored bytes of a layer, from the first. */
  @FunctionalInterface
  public interface Stored {
    /** A stream to be closed. */
    InputStream open() throws ImageUnavailableException;
  }

  /**
   * Reads what {@code stored} opens to its end, and once more when other bytes came than those of
   * the layer: a transfer can go wrong in more ways than by breaking off.
   *
   * @throws IOException as the other {@code read}, and when a stream cannot be closed
   */
  public LayerFacts read(
      Stored stored,
      Descriptor layer,
      String image,
      Room.Share room,
      Deadline deadline,
      LongConsumer progress)
      throws IOException {
    try {
      return readOnce(stored, layer, image, room, deadline, progress);
    } catch (LayerReading.Altered e) {
      try (InputStream again = stored.open()) {
        return read(again, layer, image, room, deadline, progress);
      }
    }
  }

  private LayerFacts readOnce(
      Stored stored,
      Descriptor layer,
      String image,
      Room.Share room,
      Deadline deadline,
      LongConsumer progress)
      throws IOException, LayerReading.Altered {
    try (InputStream in = open(stored)) {
      return reading(layer, image, room, deadline).read(in, progress);
    }
  }

  /** What a source says of the bytes before the first of them is their transfer's as well. */
  private static InputStream open(Stored stored)
      throws ImageUnavailableException, LayerReading.Altered {
    try {
      return stored.open();
    } catch (ImageUnavailableException e) {
      if (e.reason() == UndecidedReason.InvalidImage) {
        throw new LayerReading.Altered(e);
      }
      throw e;
    }
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
    try {
      return reading(layer, image, room, deadline).read(stored, progress);
    } catch (LayerReading.Altered e) {
      throw e.failure();
    }
  }

  private LayerReading reading(Descriptor layer, String image, Room.Share room, Deadline deadline)
      throws ImageUnavailableException {
    var name = new LayerName(image, layer.digest());
    if (layer.size() > limits.compressedLayerBytes()) {
      throw name.exceeds(
          "its "
              + layer.size()
              + " stored bytes are more than the limit of "
              + limits.compressedLayerBytes());
    }
    Optional<String> obstacle = obstacle(layer);
    if (obstacle.isPresent()) {
      throw name.failure(
          UndecidedReason.UnsupportedImage, "such layers cannot be read: " + obstacle.get());
    }
    return new LayerReading(name, layer, limits, room, deadline);
  }
}
