package dev.bedplate.cluster;

import dev.bedplate.image.Digest;
import dev.bedplate.inventory.InspectedImages;
import dev.bedplate.inventory.StoredImage;
import dev.bedplate.inventory.StoredImage.Entry;
import dev.bedplate.inventory.StoredImage.Whole;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The InspectedImages as the API server told them last; what this process has just written or asked
 * for counts before the watch has told it.
 */
final class InventoryView implements AutoCloseable {
  private static final String BY_INDEX = "index";
  private static final String BY_TOP_LAYER = "topLayer";
  private static final Duration LAG = Duration.ofMinutes(1);
  private static final int MOST_AHEAD = 1000;
  private final SharedIndexInformer<InspectedImageObject> informer;
  private final Map<String, Ahead> ahead = new ConcurrentHashMap<>();
  private final Clock clock;

  private record Ahead(InspectedImageObject object, Instant until) {}

  InventoryView(KubernetesClient client, Clock clock) {
    this.clock = clock;
    informer = Informers.of(client, InspectedImageObject.class);
    informer.addIndexers(
        Map.of(BY_INDEX, InventoryView::indexes, BY_TOP_LAYER, InventoryView::topLayer));
    informer.addEventHandler(
        new Changes<>((_, _) -> false, it -> ahead.remove(it.getMetadata().getName())));
  }

  void start() {
    informer.start();
  }

  boolean synced() {
    return informer.hasSynced();
  }

  /** The object of an image. */
  Optional<InspectedImageObject> find(Digest manifest) {
    String name = InspectedImages.name(manifest);
    Ahead newer = ahead.isEmpty() ? null : ahead.get(name);
    return newer != null && clock.instant().isBefore(newer.until())
        ? Optional.of(newer.object())
        : Optional.ofNullable(informer.getStore().getByKey(name));
  }

  /** The images that an index was seen to hold. */
  List<Entry> ofIndex(Digest index) {
    return entries(BY_INDEX, index.hex());
  }

  /** The images that have exactly these layers, lowest first. */
  List<Entry> ofStack(List<Digest> diffIds) {
    List<Entry> sameTop = entries(BY_TOP_LAYER, diffIds.getLast().hex());
    return sameTop.isEmpty()
        ? sameTop
        : sameTop.stream()
            .filter(it -> it.image().facts().size().diffIds().equals(diffIds))
            .toList();
  }

  /** All objects, those that cannot be used too. */
  Collection<InspectedImageObject> all() {
    return informer.getStore().list();
  }

  /** Notes an object that the API server has just shown. */
  void ahead(InspectedImageObject object) {
    if (ahead.size() >= MOST_AHEAD) {
      ahead.clear();
    }
    ahead.put(object.getMetadata().getName(), new Ahead(object, clock.instant().plus(LAG)));
  }

  @Override
  public void close() {
    informer.stop();
  }

  private List<Entry> entries(String index, String hex) {
    List<InspectedImageObject> objects = informer.getIndexer().byIndex(index, hex);
    // For most layers of most images, and every review asks for each of them.
    return objects.isEmpty()
        ? List.of()
        : objects.stream().flatMap(it -> it.entry().stream()).toList();
  }

  private static List<String> indexes(InspectedImageObject object) {
    return object.entry().stream().flatMap(it -> it.indexes().stream()).map(Digest::hex).toList();
  }

  private static List<String> topLayer(InspectedImageObject object) {
    StoredImage stored = object.stored();
    List<Digest> diffIds =
        stored instanceof Whole(var entry) ? entry.image().facts().size().diffIds() : List.of();
    return diffIds.isEmpty() ? List.of() : List.of(diffIds.getLast().hex());
  }
}
