package dev.bedplate.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Has objects reconciled again for reasons outside themselves. */
final class Triggers<T extends HasMetadata> extends AbstractEventSource<Void, T> {
  private final IndexedResourceCache<T> primaries;

  Triggers(IndexedResourceCache<T> primaries) {
    super(Void.class, "triggers");
    this.primaries = primaries;
  }

  /** Has every known object reconciled that passes {@code filter}. */
  void fire(Predicate<T> filter) {
    if (isRunning()) {
      primaries.list(filter).map(ResourceID::fromResource).forEach(this::fire);
    }
  }

  /** The UIDs of all known objects. */
  Stream<String> uids() {
    return primaries.list(_ -> true).map(it -> it.getMetadata().getUid());
  }

  /** The object of that name, if it is known. */
  Optional<T> object(String namespace, String name) {
    return primaries.get(new ResourceID(name, namespace));
  }

  private void fire(ResourceID id) {
    getEventHandler().handleEvent(new Event(id));
  }

  @Override
  public Set<Void> getSecondaryResources(T primary) {
    return Set.of();
  }
}
