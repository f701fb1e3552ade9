package dev.bedplate.cluster;

import dev.bedplate.source.Deadline;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.manifest.WorkloadKind;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The images that existing objects carry, by one live read each, remembered for a moment because a
 * controller makes many objects at once. What an owner carried a moment ago was judged then, so
 * that old answer does no harm; that something is not there is never remembered.
 */
public final class OwnerImages implements AutoCloseable {
  private static final Duration REMEMBERED = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final int MOST = 2048;
  private final KubernetesClient client;
  private final Clock clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Owner, Known> known = new LinkedHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  /** Nothing is known yet. */
  public OwnerImages(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** All that a claim says: the UID alone would vouch for an object of another namespace. */
  private record Owner(WorkloadKind kind, String namespace, String name, String uid) {}

  private record Known(List<ContainerImage> images, Instant until) {}

  /**
   * The images in the pod template of the object with exactly this kind, name and UID; empty when
   * there is none, or when it cannot be had before the deadline.
   */
  public Optional<List<ContainerImage>> of(
      WorkloadKind kind, String namespace, String name, String uid, Deadline deadline) {
    var owner = new Owner(kind, namespace, name, uid);
    Known before = known(owner);
    if (before != null) {
      return Optional.of(before.images());
    }
    Optional<List<ContainerImage>> read = read(owner, deadline);
    read.ifPresent(images -> remember(owner, new Known(images, clock.instant().plus(REMEMBERED))));
    return read;
  }

  private Optional<List<ContainerImage>> read(Owner owner, Deadline deadline) {
    Future<@Nullable WorkloadObject> asked =
        threads.submit(
            () ->
                client
                    .resources(WorkloadObject.typeOf(owner.kind()))
                    .inNamespace(owner.namespace())
                    .withName(owner.name())
                    .get());
    try {
      Duration left = deadline.remaining();
      long wait = Math.min(left.toMillis(), LONGEST.toMillis());
      WorkloadObject found = asked.get(wait, TimeUnit.MILLISECONDS);
      return found == null || !owner.uid().equals(found.getMetadata().getUid())
          ? Optional.empty()
          : Optional.of(WorkloadReader.read(found, null).images());
    } catch (TimeoutException | ExecutionException e) {
      asked.cancel(true);
      return Optional.empty();
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private @Nullable Known known(Owner owner) {
    lock.lock();
    try {
      Known found = known.get(owner);
      return found != null && clock.instant().isBefore(found.until()) ? found : null;
    } finally {
      lock.unlock();
    }
  }

  private void remember(Owner owner, Known images) {
    lock.lock();
    try {
      known.remove(owner);
      known.put(owner, images);
      if (known.size() > MOST) {
        known.remove(known.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives up the reads under way. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
