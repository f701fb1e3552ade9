package dev.bedplate.cluster;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** Passes on what came, went or changed, not what only has a newer version. */
record Changes<T>(BiPredicate<T, T> same, Consumer<T> told) implements ResourceEventHandler<T> {
  @Override
  public void onAdd(T object) {
    told.accept(object);
  }

  @Override
  public void onUpdate(T before, T after) {
    if (!same.test(before, after)) {
      told.accept(after);
    }
  }

  @Override
  public void onDelete(T object, boolean unknownFinalState) {
    told.accept(object);
  }
}
