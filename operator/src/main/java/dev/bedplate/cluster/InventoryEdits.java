package dev.bedplate.cluster;

import dev.bedplate.api.v1alpha1.InspectedImage;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.inspect.KnownImage;
import dev.bedplate.inventory.InspectedImages;
import dev.bedplate.inventory.StoredImage.Chosen;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes an object tell of an image, whoever else writes it at the same time. */
final class InventoryEdits {
  private static final int ROUNDS = 5;
  private final InventoryView view;
  private final InventoryRequests requests;

  InventoryEdits(InventoryView view, InventoryRequests requests) {
    this.view = view;
    this.requests = requests;
  }

  /**
   * Creates the object, or changes what it lacks.
   *
   * @throws KubernetesClientException when the API server refuses or cannot be reached
   */
  void write(Inspected inspected, KnownImage image, @Nullable Chosen choice) {
    Optional<InspectedImageObject> seen = view.find(inspected.digest());
    for (int round = 1; ; round++) {
      try {
        view.ahead(written(seen.orElse(null), inspected, image, choice));
        return;
      } catch (KubernetesClientException e) {
        // Another writer was first, or the object was collected meanwhile.
        if (round == ROUNDS || !isOutdated(e.getCode())) {
          throw e;
        }
        seen = requests.find(inspected.digest());
      }
    }
  }

  private InspectedImageObject written(
      @Nullable InspectedImageObject seen,
      Inspected inspected,
      KnownImage image,
      @Nullable Chosen choice) {
    if (seen == null) {
      return requests.create(whole(inspected, image, choice));
    }
    return switch (Amendment.of(seen.stored(), inspected.indexDigest(), choice)) {
      case Amendment.Nothing _ -> seen;
      case Amendment.Indexes(var all, var choices) ->
          requests.setIndexes(seen, all, InspectedImages.choices(inspected.digest(), choices));
      case Amendment.Everything _ -> requests.replace(seen, whole(inspected, image, choice));
    };
  }

  private static InspectedImage whole(
      Inspected inspected, KnownImage image, @Nullable Chosen choice) {
    Digest index = inspected.indexDigest();
    List<Digest> indexes = index == null ? List.of() : List.of(index);
    List<Chosen> choices = choice == null ? List.of() : List.of(choice);
    return InspectedImages.of(inspected.reference(), inspected.digest(), image, indexes, choices);
  }

  /** Whether the object is no longer as it was seen. */
  static boolean isOutdated(int code) {
    return code == HttpURLConnection.HTTP_CONFLICT || code == HttpURLConnection.HTTP_NOT_FOUND;
  }
}
