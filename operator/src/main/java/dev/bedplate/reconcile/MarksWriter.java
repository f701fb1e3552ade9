package dev.bedplate.reconcile;

import dev.bedplate.cluster.WorkloadObject;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.concurrent.Semaphore;

/** Writes marks; a bounded number of writes at a time, so that a first pass is no burst. */
final class MarksWriter {
  private static final int PARALLEL = 16;
  private static final PatchContext PATCH =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager("bedplate")
          .build();
  private final KubernetesClient client;
  private final Semaphore slots = new Semaphore(PARALLEL);

  MarksWriter(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Applies a merge patch; an object that is gone needs none.
   *
   * @throws KubernetesClientException when the API server refuses or cannot be reached
   */
  void write(WorkloadObject object, String patch) {
    slots.acquireUninterruptibly();
    try {
      // Of an object that is only named, fabric8 would first ask for all of it.
      client.resource(object).patch(PATCH, patch);
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    } finally {
      slots.release();
    }
  }
}
