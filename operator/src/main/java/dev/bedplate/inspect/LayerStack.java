package dev.bedplate.inspect;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.layer.LayerFacts;
import dev.bedplate.inspect.layer.LayerReader;
import dev.bedplate.source.Access;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.ImageSource;
import dev.bedplate.source.ImageUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The facts of all layers of one image.
 *
 * @param facts by position in the manifest; null for a layer that cannot be read
 * @param unsupported what cannot be read, for people
 */
record LayerStack(List<@Nullable LayerFacts> facts, List<String> unsupported) {

  /**
   * Reads the layers side by side; the first that is unavailable ends the reading of the others.
   */
  static LayerStack load(
      LayerLoader loader,
      ImageSource source,
      ImageReference reference,
      ImageDocuments documents,
      Access access)
      throws ImageUnavailableException {
    List<Descriptor> descriptors = documents.manifest().layers();
    List<String> unsupported = new ArrayList<>();
    List<@Nullable Future<LayerFacts>> running = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (int i = 0; i < descriptors.size(); i++) {
          Descriptor layer = descriptors.get(i);
          Digest diffId = documents.diffId(i);
          if (LayerReader.supports(layer.mediaType())) {
            running.add(
                threads.submit(() -> loader.load(source, reference, layer, diffId, access)));
          } else {
            unsupported.add("layer %s: %s".formatted(layer.digest(), layer.mediaType()));
            running.add(null);
          }
        }
        List<@Nullable LayerFacts> facts = new ArrayList<>();
        for (Future<LayerFacts> layer : running) {
          facts.add(layer == null ? null : join(layer, reference));
        }
        return new LayerStack(facts, unsupported);
      } catch (ImageUnavailableException e) {
        threads.shutdownNow();
        throw e;
      }
    }
  }

  /** Whether there are layers and none of them can be read. */
  boolean isUnreadable() {
    return !facts.isEmpty() && facts.stream().allMatch(layer -> layer == null);
  }

  private static LayerFacts join(Future<LayerFacts> layer, ImageReference reference)
      throws ImageUnavailableException {
    try {
      return layer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ImageUnavailableException unavailable) {
        throw unavailable;
      }
      throw new IllegalStateException(reference.original(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageUnavailableException(
          UndecidedReason.DeadlineExceeded, reference.original() + ": interrupted", e);
    }
  }
}
