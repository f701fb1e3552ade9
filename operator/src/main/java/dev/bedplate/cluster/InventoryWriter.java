package dev.bedplate.cluster;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.Choice;
import dev.bedplate.inspect.FactsCache;
import dev.bedplate.inspect.ImageRecord;
import dev.bedplate.inspect.KnownImage;
import dev.bedplate.inventory.StoredImage.Chosen;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Flights;
import dev.bedplate.source.Flights.Flight;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes InspectedImages in the background, one writer per image and index. An asker waits a little
 * for a write that has just begun, and never while writing fails.
 */
final class InventoryWriter implements ImageRecord, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InventoryWriter.class);
  private static final int MOST_GIVEN_UP = 1000;
  private final FactsCache facts;
  private final InventoryView view;
  private final InventoryEdits edits;
  private final Inventory.Settings settings;
  private final Clock clock;
  private final Flights<Note, Boolean> flights;
  private final Semaphore places;
  private final Map<Note, Instant> givenUp = new ConcurrentHashMap<>();
  private final LongAdder written = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private volatile boolean failing;

  InventoryWriter(
      FactsCache facts,
      InventoryView view,
      InventoryEdits edits,
      Inventory.Settings settings,
      Clock clock) {
    this.facts = facts;
    this.view = view;
    this.edits = edits;
    this.settings = settings;
    this.clock = clock;
    flights = new Flights<>(settings.queue(), clock);
    places = new Semaphore(settings.parallel());
  }

  /** What is to be known of one image. */
  private record Note(Digest manifest, @Nullable Digest index, @Nullable Chosen choice) {}

  @Override
  public void keep(Platform asked, Inspected inspected, Deadline deadline) {
    Digest index = inspected.indexDigest();
    var note = new Note(inspected.digest(), index, index == null ? null : choice(index, asked));
    if (isNoted(note) || isGivenUp(note)) {
      return;
    }
    KnownImage image = facts.image(note.manifest()).orElse(null);
    if (image == null) {
      return;
    }
    try {
      await(flights.join(note, () -> write(note, inspected, image)), deadline);
    } catch (RejectedExecutionException e) {
      lost.increment();
    }
  }

  /** What this process has read of the index, if nothing of it was left out. */
  private @Nullable Chosen choice(Digest index, Platform asked) {
    return facts
        .choice(index, asked)
        .filter(Choice::complete)
        .map(it -> new Chosen(index, asked, it.manifests()))
        .orElse(null);
  }

  private boolean isNoted(Note note) {
    return view.find(note.manifest())
        .map(it -> Amendment.of(it.stored(), note.index(), note.choice()))
        .filter(it -> it instanceof Amendment.Nothing)
        .isPresent();
  }

  private boolean isGivenUp(Note note) {
    Instant until = givenUp.isEmpty() ? null : givenUp.get(note);
    return until != null && clock.instant().isBefore(until);
  }

  private void await(Flight<Boolean> flight, Deadline deadline) {
    Duration left = Duration.between(clock.instant(), flight.since().plus(settings.patience()));
    Duration wait = left.compareTo(deadline.remaining()) < 0 ? left : deadline.remaining();
    if (failing || !wait.isPositive()) {
      return;
    }
    try {
      flight.outcome().get(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.atDebug().setCause(e).log("an image is not noted yet, and its asker goes on");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it was written in the end; what may be taken later is tried until this is closed. */
  private boolean write(Note note, Inspected inspected, KnownImage image)
      throws InterruptedException {
    Duration pause = settings.retry();
    while (true) {
      places.acquire();
      try {
        edits.write(inspected, image, note.choice());
        succeeded();
        return true;
      } catch (KubernetesClientException e) {
        failed(e);
        if (isFinal(e.getCode())) {
          giveUp(note);
          return false;
        }
      } catch (RuntimeException e) {
        LOG.atError().addKeyValue("digest", note.manifest()).setCause(e).log("image not noted");
        giveUp(note);
        return false;
      } finally {
        places.release();
      }
      Thread.sleep(pause);
      pause = Collections.min(List.of(pause.multipliedBy(4), settings.longest()));
    }
  }

  /** Whether the object itself is refused: rights come back, and so do servers. */
  private static boolean isFinal(int code) {
    return code == 400 || code == 413 || code == 422;
  }

  private void succeeded() {
    written.increment();
    if (failing) {
      failing = false;
      LOG.info("inspected images are written again");
    }
  }

  private void failed(KubernetesClientException e) {
    if (!failing) {
      failing = true;
      LOG.atWarn().addKeyValue("code", e.getCode()).setCause(e).log("inspected image not written");
    }
  }

  private void giveUp(Note note) {
    lost.increment();
    if (givenUp.size() >= MOST_GIVEN_UP) {
      givenUp.clear();
    }
    givenUp.put(note, clock.instant().plus(settings.rest()));
  }

  /** How many times an object was found to tell, or made to tell, of an image. */
  long written() {
    return written.sum();
  }

  /** How many times that was given up. */
  long lost() {
    return lost.sum();
  }

  /** How many images are being written or wait for it. */
  int underWay() {
    return flights.underWay();
  }

  /** Ends what is being written. */
  @Override
  public void close() {
    flights.close();
  }
}
