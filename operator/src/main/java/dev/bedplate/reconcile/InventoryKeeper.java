package dev.bedplate.reconcile;

import dev.bedplate.cluster.ImageUse;
import dev.bedplate.cluster.InspectedImageObject;
import dev.bedplate.cluster.Inventory;
import dev.bedplate.fault.Faults;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.Lifecycle;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the status of InspectedImages true and removes those that nothing has referred to for a
 * day; on the leader only, and not before every workload was judged once.
 */
public final class InventoryKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InventoryKeeper.class);
  private static final Duration FAREWELL = Duration.ofSeconds(5);
  private static final Duration REST = Duration.ofHours(1);
  private final Inventory inventory;
  private final BooleanSupplier judged;
  private final Supplier<Map<Digest, Integer>> uses;
  private final BiFunction<Distribution, LocalDate, Lifecycle> lifecycles;
  private final Settings settings;
  private final Clock clock;

  /** Until when objects are left alone that do not take what is right: others want care too. */
  private final Map<String, Instant> refused = new HashMap<>();

  private @Nullable Thread thread;

  /**
   * How busy the keeper may be.
   *
   * @param pause between two passes over all objects
   * @param most objects changed in one pass; the next one goes on
   */
  public record Settings(Duration pause, int most) {
    /** 100 objects every ten seconds. */
    public static final Settings DEFAULTS = new Settings(Duration.ofSeconds(10), 100);
  }

  /** A keeper of what {@code reconcilers} see used; it does nothing until it is started. */
  public InventoryKeeper(
      Inventory inventory,
      Reconcilers reconcilers,
      BiFunction<Distribution, LocalDate, Lifecycle> lifecycles,
      Settings settings,
      Clock clock) {
    this(
        inventory,
        reconcilers::judged,
        () -> reconcilers.board().uses(),
        lifecycles,
        settings,
        clock);
  }

  InventoryKeeper(
      Inventory inventory,
      BooleanSupplier judged,
      Supplier<Map<Digest, Integer>> uses,
      BiFunction<Distribution, LocalDate, Lifecycle> lifecycles,
      Settings settings,
      Clock clock) {
    this.inventory = inventory;
    this.judged = judged;
    this.uses = uses;
    this.lifecycles = lifecycles;
    this.settings = settings;
    this.clock = clock;
  }

  /** Begins to look after the objects whenever this process is the leader. */
  public synchronized void start() {
    if (thread == null) {
      thread = Thread.ofVirtual().name("inventory").start(this::run);
    }
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(settings.pause());
        safely();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void safely() {
    try {
      pass();
    } catch (RuntimeException | Error e) {
      Faults.told("looking after inspected images", e);
    }
  }

  /** One pass over all objects; how many were changed. */
  int pass() {
    if (!inventory.synced() || !judged.getAsBoolean()) {
      return 0;
    }
    Instant now = clock.instant();
    Map<Digest, Integer> used = uses.get();
    int changed = 0;
    refused.values().removeIf(until -> !now.isBefore(until));
    for (InspectedImageObject object : inventory.objects()) {
      if (changed == settings.most()) {
        return changed;
      }
      if (refused.containsKey(object.getMetadata().getName())) {
        continue;
      }
      ImageCare care = care(object, used, now);
      if (!(care instanceof ImageCare.Nothing)) {
        changed++;
        if (!act(object, care, now)) {
          return changed;
        }
      }
    }
    return changed;
  }

  /** An object of which it cannot be told what it needs is left alone. */
  private ImageCare care(InspectedImageObject object, Map<Digest, Integer> used, Instant now) {
    try {
      return needed(object, used, now);
    } catch (RuntimeException | Error e) {
      Faults.told("inspected image " + object.getMetadata().getName(), e);
      return new ImageCare.Nothing();
    }
  }

  private ImageCare needed(InspectedImageObject object, Map<Digest, Integer> used, Instant now) {
    int workloads = object.digest().map(it -> used.getOrDefault(it, 0)).orElse(0);
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    String lifecycle =
        object
            .entry()
            .map(it -> lifecycles.apply(it.image().facts().distribution(), today).state().name())
            .orElse(null);
    return ImageCare.of(object.use(), created(object, now), workloads, lifecycle, now);
  }

  private static Instant created(InspectedImageObject object, Instant now) {
    try {
      return Instant.parse(String.valueOf(object.getMetadata().getCreationTimestamp()));
    } catch (DateTimeException e) {
      return now;
    }
  }

  /** Whether it is worth going on with the next one. */
  private boolean act(InspectedImageObject object, ImageCare care, Instant now) {
    try {
      switch (care) {
        case ImageCare.Nothing _ -> {}
        case ImageCare.Report(ImageUse use) -> inventory.report(object, use);
        case ImageCare.Remove _ -> inventory.remove(object);
      }
      return true;
    } catch (KubernetesClientException e) {
      LOG.atWarn()
          .addKeyValue("name", object.getMetadata().getName())
          .addKeyValue("code", e.getCode())
          .setCause(e)
          .log("inspected image not looked after");
      return switch (Refusal.of(e)) {
        case Gone -> true;
        case TooMuch -> {
          refused.put(object.getMetadata().getName(), now.plus(REST));
          yield true;
        }
        case ForNow -> false;
      };
    } catch (RuntimeException | Error e) {
      Faults.told("inspected image " + object.getMetadata().getName(), e);
      return true;
    }
  }

  /** Ends the pass under way, waiting at most five seconds. */
  @Override
  public synchronized void close() {
    Thread running = thread;
    thread = null;
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      if (!running.join(FAREWELL)) {
        LOG.warn("looking after inspected images did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
