package dev.bedplate.cluster;

import dev.bedplate.inspect.FactsCache;
import dev.bedplate.inspect.ImageRecord;
import dev.bedplate.policy.Policy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;

/** The facts that the replicas share by InspectedImages, seen from one of them. */
public final class Inventory implements AutoCloseable {
  private final InventoryView view;
  private final FactsCache facts;
  private final FactsCache liveFacts;
  private final InventoryWriter writer;
  private final InventoryRequests requests;

  /**
   * How images are written.
   *
   * @param patience how long an asker waits at most for its image to be written
   * @param queue most images that are being written or wait for it
   * @param parallel most images written at a time
   * @param retry the pause after the first attempt; each further one is four times as long
   * @param longest the longest pause
   * @param rest how long an image of which the object is refused is left alone
   */
  public record Settings(
      Duration patience, int queue, int parallel, Duration retry, Duration longest, Duration rest) {
    /** Nobody waits; 1,000 images, 4 at a time, pauses from 1 s to 2 min, 10 min of rest. */
    public static final Settings DEFAULTS =
        new Settings(
            Duration.ZERO,
            1000,
            4,
            Duration.ofSeconds(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10));

    /** The same with askers that wait, so that who hears of the answer finds the object. */
    public Settings waiting(Duration newPatience) {
      return new Settings(newPatience, queue, parallel, retry, longest, rest);
    }
  }

  /**
   * An inventory that is empty until it is started.
   *
   * @param memory facts of this process
   * @param policies those in force: facts of which a part was cut serve as long as none asks for it
   */
  public Inventory(
      KubernetesClient client,
      FactsCache memory,
      Supplier<? extends Collection<Policy>> policies,
      Settings settings,
      Clock clock) {
    requests = new InventoryRequests(client);
    view = new InventoryView(client, clock);
    facts = new ClusterFacts(memory, view, view::find, policies);
    liveFacts = new ClusterFacts(memory, view, new LiveReads(view, requests), policies);
    writer = new InventoryWriter(memory, view, new InventoryEdits(view, requests), settings, clock);
  }

  /** Begins to read; returns at once, and goes on trying until it is closed. */
  public void start() {
    view.start();
  }

  /** Whether all objects were read once. */
  public boolean synced() {
    return view.synced();
  }

  /** What memory and the objects know; nobody is asked. */
  public FactsCache facts() {
    return facts;
  }

  /** The same with a live read of what is not known; for inspections in the background. */
  public FactsCache liveFacts() {
    return liveFacts;
  }

  /** Writes objects of images that were asked about. */
  public ImageRecord record() {
    return writer;
  }

  /** All objects as they were told last. */
  public Collection<InspectedImageObject> objects() {
    return view.all();
  }

  /**
   * Writes who refers to an image; an object that is gone needs no status.
   *
   * @throws KubernetesClientException when the API server refuses or cannot be reached
   */
  public void report(InspectedImageObject object, ImageUse use) {
    unlessOutdated(() -> requests.setUse(object, use));
  }

  /**
   * Removes an object, unless it is no longer as it was seen.
   *
   * @throws KubernetesClientException when the API server refuses or cannot be reached
   */
  public void remove(InspectedImageObject object) {
    unlessOutdated(() -> requests.delete(object));
  }

  private static void unlessOutdated(Runnable request) {
    try {
      request.run();
    } catch (KubernetesClientException e) {
      if (!InventoryEdits.isOutdated(e.getCode())) {
        throw e;
      }
    }
  }

  /** How many images were noted. */
  public long written() {
    return writer.written();
  }

  /** How many are being noted or wait for it. */
  public int underWay() {
    return writer.underWay();
  }

  /** How many could not be noted. */
  public long lost() {
    return writer.lost();
  }

  /** Stops reading and writing. */
  @Override
  public void close() {
    writer.close();
    view.close();
  }
}
