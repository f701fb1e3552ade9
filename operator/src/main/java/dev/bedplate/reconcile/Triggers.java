package dev.bedplate.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Has objects reconciled again for reasons outside themselves. Each is told as if it had changed:
 * JOSDK leaves out any other event of an object of whose name it keeps no state.
 */
final class Triggers<T extends HasMetadata> extends AbstractEventSource<Void, T> {
  private final IndexedResourceCache<T> primaries;

  Triggers(IndexedResourceCache<T> primaries) {
    super(Void.class, "triggers");
    this.primaries = primaries;
  }

  /** Has every known object reconciled that passes {@code filter}. */
  void fire(Predicate<T> filter) {
    if (isRunning()) {
      primaries.list(filter).forEach(this::fire);
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

  private void fire(T object) {
    getEventHandler()
        .handleEvent(
            new ResourceEvent(ResourceAction.UPDATED, ResourceID.fromResource(object), object));
  }

  @Override
  public Set<Void> getSecondaryResources(T primary) {
    return Set.of();
  }
}
