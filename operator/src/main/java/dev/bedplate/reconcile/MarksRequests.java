package dev.bedplate.reconcile;

import dev.bedplate.cluster.WorkloadObject;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.concurrent.Semaphore;

/** Patches workloads; a bounded number at a time, so that a first pass is no burst. */
final class MarksRequests {
  private static final int PARALLEL = 16;
  private static final PatchContext PATCH =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager("bedplate")
          .build();
  private final KubernetesClient client;
  private final Semaphore slots = new Semaphore(PARALLEL);

  MarksRequests(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Applies a merge patch.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server refuses or
   *     cannot be reached
   */
  void patch(WorkloadObject object, String patch) {
    slots.acquireUninterruptibly();
    try {
      // Of an object that is only named, fabric8 would first ask for all of it.
      client.resource(object).patch(PATCH, patch);
    } finally {
      slots.release();
    }
  }
}
