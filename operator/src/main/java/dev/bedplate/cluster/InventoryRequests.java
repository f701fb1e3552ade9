package dev.bedplate.cluster;

import static dev.bedplate.json.Json.object;

import dev.bedplate.api.v1alpha1.InspectedChoice;
import dev.bedplate.api.v1alpha1.InspectedImage;
import dev.bedplate.image.Digest;
import dev.bedplate.inventory.InspectedImages;
import dev.bedplate.json.Json;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Requests about one InspectedImage at a time. Each is made once and ends within seconds; all throw
 * {@link io.fabric8.kubernetes.client.KubernetesClientException}.
 */
final class InventoryRequests {
  private static final Duration LONGEST = Duration.ofSeconds(3);
  static final PatchContext PATCH =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager("bedplate")
          .build();
  private final KubernetesClient client;

  InventoryRequests(KubernetesClient client) {
    var once =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestTimeout((int) LONGEST.toMillis())
            .withRequestRetryBackoffLimit(0)
            .build();
    this.client = client.newClient(once).adapt(KubernetesClient.class);
  }

  Optional<InspectedImageObject> find(Digest manifest) {
    return Optional.ofNullable(
        client
            .resources(InspectedImageObject.class)
            .withName(InspectedImages.name(manifest))
            .get());
  }

  InspectedImageObject create(InspectedImage image) {
    return reduced(client.resource(image).create());
  }

  /** Writes the lists about indexes, unless the object is no longer as it was seen. */
  InspectedImageObject setIndexes(
      InspectedImageObject seen, List<Digest> indexes, List<InspectedChoice> choices) {
    var patch =
        object(
            "metadata", object("resourceVersion", seen.getMetadata().getResourceVersion()),
            "spec",
                object(
                    "indexDigests",
                    indexes.stream().map(Digest::toString).toList(),
                    "choices",
                    choices));
    return there(seen).patch(PATCH, client.getKubernetesSerialization().asJson(patch));
  }

  /** Writes the status, whatever else was changed meanwhile. */
  void setUse(InspectedImageObject seen, ImageUse use) {
    var status =
        object(
            "workloads", use.workloads(),
            "lastReferenced", use.lastReferenced(),
            "lifecycle", use.lifecycle());
    there(seen).subresource("status").patch(PATCH, Json.line(object("status", status)));
  }

  /** Removes it, unless it is no longer as it was seen. */
  void delete(InspectedImageObject seen) {
    there(seen).lockResourceVersion(seen.getMetadata().getResourceVersion()).delete();
  }

  private Resource<InspectedImageObject> there(InspectedImageObject seen) {
    // An object that is only named would be asked for before each patch.
    return client.resource(seen);
  }

  /** Writes all of it anew, unless the object is no longer as it was seen. */
  InspectedImageObject replace(InspectedImageObject seen, InspectedImage image) {
    String version = seen.getMetadata().getResourceVersion();
    return reduced(client.resource(image).lockResourceVersion(version).update());
  }

  private InspectedImageObject reduced(InspectedImage image) {
    return client.getKubernetesSerialization().convertValue(image, InspectedImageObject.class);
  }
}
