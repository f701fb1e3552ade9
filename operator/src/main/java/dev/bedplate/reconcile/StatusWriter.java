package dev.bedplate.reconcile;

import dev.bedplate.cluster.PolicyObject;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Optional;

/** Writes the status of policies and exceptions; needs patch on it. */
final class StatusWriter {
  private static final PatchContext PATCH =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager("bedplate")
          .build();
  private final KubernetesClient client;

  StatusWriter(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Applies a merge patch; the answer is the object as it is then, or empty when it is gone or
   * another of the same name took its place.
   *
   * @throws KubernetesClientException when the API server refuses or cannot be reached
   */
  Optional<PolicyObject> write(PolicyObject object, String patch) {
    try {
      return Optional.ofNullable(
          // Of an object that is only named, fabric8 would first ask for all of it.
          client.resource(object).subresource("status").patch(PATCH, patch));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
          || e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
