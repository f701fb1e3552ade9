package dev.bedplate.inspect;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.layer.LayerFacts;
import dev.bedplate.inspect.layer.LayerReader;
import dev.bedplate.inspect.layer.Room;
import dev.bedplate.source.Access;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.ImageSource;
import dev.bedplate.source.ImageUnavailableException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Layer facts from the cache or from the bytes; concurrent askers of one layer share one read. */
final class LayerLoader {
  private final LayerReader reader;
  private final FactsCache cache;
  private final Progress progress;
  private final Semaphore permits;
  private final ConcurrentHashMap<Digest, CompletableFuture<LayerFacts>> flights =
      new ConcurrentHashMap<>();

  LayerLoader(LayerReader reader, FactsCache cache, Progress progress, int concurrency) {
    this.reader = reader;
    this.cache = cache;
    this.progress = progress;
    this.permits = new Semaphore(concurrency);
  }

  LayerFacts load(
      ImageSource source,
      ImageReference reference,
      Descriptor layer,
      Room.Share room,
      Access access)
      throws ImageUnavailableException {
    while (true) {
      var mine = new CompletableFuture<LayerFacts>();
      CompletableFuture<LayerFacts> running = flights.putIfAbsent(layer.digest(), mine);
      if (running == null) {
        return fly(source, reference, layer, room, access, mine);
      }
      LayerFacts shared = await(running, reference, layer, access);
      if (shared != null) {
        return taken(shared, reference, layer, room);
      }
    }
  }

  private static LayerFacts taken(
      LayerFacts facts, ImageReference reference, Descriptor layer, Room.Share room)
      throws ImageUnavailableException {
    if (room.take(facts)) {
      return facts;
    }
    throw new ImageUnavailableException(
        UndecidedReason.LimitExceeded,
        "%s, layer %s: with it, the files of the image need more than half of this process's memory"
            .formatted(reference.original(), layer.digest()));
  }

  private LayerFacts fly(
      ImageSource source,
      ImageReference reference,
      Descriptor layer,
      Room.Share room,
      Access access,
      CompletableFuture<LayerFacts> flight)
      throws ImageUnavailableException {
    try {
      // Asked here and not before: what a flight has found that has just ended is found here too.
      LayerFacts known = cache.layer(layer.digest()).orElse(null);
      if (known != null) {
        flight.complete(known);
        return taken(known, reference, layer, room);
      }
      LayerFacts facts = read(source, reference, layer, room, access);
      cache.putLayer(layer.digest(), facts);
      flight.complete(facts);
      return facts;
    } catch (ImageUnavailableException e) {
      flight.completeExceptionally(e);
      throw e;
    } finally {
      flights.remove(layer.digest(), flight);
      flight.cancel(false);
    }
  }

  private LayerFacts read(
      ImageSource source,
      ImageReference reference,
      Descriptor layer,
      Room.Share room,
      Access access)
      throws ImageUnavailableException {
    access.deadline().acquire(permits, late(reference, layer));
    progress.layerStarted(layer.digest(), layer.size());
    try {
      return reader.read(
          () -> source.stream(reference, layer, access),
          layer,
          reference.original(),
          room,
          access.deadline(),
          bytes -> progress.received(layer.digest(), bytes));
    } catch (ImageUnavailableException e) {
      throw e;
    } catch (IOException e) {
      throw new ImageUnavailableException(
          UndecidedReason.RegistryUnavailable,
          "%s: layer %s broke off: %s"
              .formatted(reference.original(), layer.digest(), e.getMessage()),
          e);
    } finally {
      progress.layerFinished(layer.digest());
      permits.release();
    }
  }

  /** The shared result, or null when the flight ended for a reason that is only its owner's. */
  private static @Nullable LayerFacts await(
      CompletableFuture<LayerFacts> running,
      ImageReference reference,
      Descriptor layer,
      Access access)
      throws ImageUnavailableException {
    try {
      return access.deadline().await(running, late(reference, layer));
    } catch (java.util.concurrent.CancellationException | ExecutionException e) {
      access.deadline().check(reference.original() + ": layer " + layer.digest());
      return null;
    }
  }

  private static String late(ImageReference reference, Descriptor layer) {
    return "%s: layer %s was not read in time".formatted(reference.original(), layer.digest());
  }
}
