package dev.bedplate.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.Cloner;

/**
 * Hands out what the watch holds: nobody here changes an object, and a copy would be made by
 * writing it as JSON and reading that, for each look at each workload.
 */
final class SharedObjects implements Cloner {
  @Override
  public <R extends HasMetadata> R clone(R object) {
    return object;
  }
}
