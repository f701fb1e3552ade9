package dev.bedplate.reconcile;

import dev.bedplate.workload.ContainerImage;
import java.time.Duration;
import java.util.List;

/** Whether a workload is judged with its owner. */
sealed interface Belonging {
  /** It is not: it names no owner, or none that exists. */
  record Alone() implements Belonging {}

  /**
   * It is, as far as the owner goes.
   *
   * @param owner UID of the owner
   * @param beyond the images that the owner does not carry
   */
  record Owned(String owner, List<ContainerImage> beyond) implements Belonging {
    public Owned {
      beyond = List.copyOf(beyond);
    }
  }

  /** It cannot be said yet; {@code patience} is when to look again. */
  record Unsure(Duration patience) implements Belonging {}
}
