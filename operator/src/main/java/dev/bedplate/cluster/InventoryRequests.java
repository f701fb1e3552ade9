package dev.bedplate.cluster;

import dev.bedplate.api.v1alpha1.InspectedImage;
import dev.bedplate.image.Digest;
import dev.bedplate.inventory.InspectedImages;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

  /** Writes the list of indexes, unless the object is no longer as it was seen. */
  InspectedImageObject setIndexes(InspectedImageObject seen, List<Digest> indexes) {
    String list =
        indexes.stream().map(it -> "\"" + it + "\"").collect(Collectors.joining(",", "[", "]"));
    String patch =
        "{\"metadata\":{\"resourceVersion\":\"%s\"},\"spec\":{\"indexDigests\":%s}}"
            .formatted(seen.getMetadata().getResourceVersion(), list);
    Resource<InspectedImageObject> there =
        client.resources(InspectedImageObject.class).withName(seen.getMetadata().getName());
    return there.patch(PATCH, patch);
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
