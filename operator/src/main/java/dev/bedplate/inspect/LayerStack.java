package dev.bedplate.inspect;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.layer.LayerFacts;
import dev.bedplate.inspect.layer.LayerReader;
import dev.bedplate.inspect.layer.Limits;
import dev.bedplate.inspect.layer.Room;
import dev.bedplate.source.Access;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.ImageManifest;
import dev.bedplate.source.ImageSource;
import dev.bedplate.source.ImageUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * An image as it was read: its documents and the facts of all its layers.
 *
 * @param facts by position in the manifest; null for a layer that cannot be read
 * @param unsupported what cannot be read, for people
 */
record LayerStack(
    ImageDocuments documents, List<@Nullable LayerFacts> facts, List<String> unsupported) {
  /** The configuration, and as many layers as an inspector reads at a time. */
  private static final int THREADS = 5;

  /** Not virtual ones, which would keep the answers waiting for as long as they inflate. */
  private static final ThreadFactory PLATFORM =
      Thread.ofPlatform().daemon().name("layer-", 0).factory();

  /**
   * Reads the configuration and the layers side by side; the first that is unavailable ends the
   * reading of the others.
   *
   * @throws Room.Crowded when the image has to be read again while no other one needs much memory
   */
  static LayerStack load(
      LayerLoader loader,
      ImageSource source,
      ImageReference reference,
      ImageManifest image,
      Limits limits,
      Room.Share room,
      Access access)
      throws ImageUnavailableException {
    if (image.layers().size() > limits.layers()) {
      throw new ImageUnavailableException(
          UndecidedReason.LimitExceeded,
          "%s: %d layers; at most %d are read"
              .formatted(reference.original(), image.layers().size(), limits.layers()));
    }
    List<String> unsupported = new ArrayList<>();
    List<@Nullable Future<LayerFacts>> running = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(THREADS, PLATFORM)) {
      try {
        Future<ImageDocuments> config =
            threads.submit(() -> ImageDocuments.read(source, reference, image, limits, access));
        for (Descriptor layer : image.layers()) {
          Optional<String> obstacle = LayerReader.obstacle(layer);
          if (obstacle.isEmpty()) {
            running.add(threads.submit(() -> loader.load(source, reference, layer, room, access)));
          } else {
            unsupported.add("layer %s: %s".formatted(layer.digest(), obstacle.get()));
            running.add(null);
          }
        }
        ImageDocuments documents = join(config, reference);
        List<@Nullable LayerFacts> facts = new ArrayList<>();
        long entries = 0;
        for (Future<LayerFacts> reading : running) {
          LayerFacts layer = reading == null ? null : join(reading, reference);
          if (layer != null) {
            check(reference, layer, documents.diffId(facts.size()));
            entries += layer.files().entries().count();
            check(reference, entries, limits.entries());
          }
          facts.add(layer);
        }
        return new LayerStack(documents, facts, unsupported);
      } catch (ImageUnavailableException | RuntimeException e) {
        threads.shutdownNow();
        throw e;
      }
    }
  }

  private static void check(ImageReference reference, LayerFacts layer, @Nullable Digest diffId)
      throws ImageUnavailableException {
    if (diffId != null
        && diffId.algorithm().equals(layer.diffId().algorithm())
        && !diffId.equals(layer.diffId())) {
      throw new ImageUnavailableException(
          UndecidedReason.InvalidImage,
          "%s: layer %s unpacks to %s, the configuration says %s"
              .formatted(reference.original(), layer.digest(), layer.diffId(), diffId));
    }
  }

  private static void check(ImageReference reference, long entries, int most)
      throws ImageUnavailableException {
    if (entries > most) {
      throw new ImageUnavailableException(
          UndecidedReason.LimitExceeded,
          "%s: its layers have more than %d entries together, the limit"
              .formatted(reference.original(), most));
    }
  }

  /** Whether there are layers and none of them can be read. */
  boolean isUnreadable() {
    return !facts.isEmpty() && facts.stream().allMatch(layer -> layer == null);
  }

  private static <T> T join(Future<T> part, ImageReference reference)
      throws ImageUnavailableException {
    try {
      return part.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ImageUnavailableException unavailable) {
        throw unavailable;
      }
      if (e.getCause() instanceof Room.Crowded crowded) {
        throw crowded;
      }
      throw new IllegalStateException(reference.original(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageUnavailableException(
          UndecidedReason.DeadlineExceeded, reference.original() + ": interrupted", e);
    }
  }
}
