package dev.bedplate.inventory;

import dev.bedplate.api.v1alpha1.InspectedImage;
import dev.bedplate.image.Digest;
import dev.bedplate.inventory.StoredImage.Chosen;
import dev.bedplate.inventory.StoredImage.Entry;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;

/** Small facts as objects hold them. */
public final class StoredFixture {
  private static final KubernetesSerialization CLUSTER = new KubernetesSerialization();

  private StoredFixture() {}

  /** What an object says after its way through JSON. */
  static StoredImage read(InspectedImage object) {
    return InspectedImages.named(
        object.getMetadata().getName(),
        InspectedImages.read(CLUSTER.convertValue(object.getSpec(), Map.class)));
  }

  /** An image that was reached by {@code indexes}. */
  public static Entry entry(List<Digest> indexes) {
    return entry(indexes, List.of());
  }

  /** The same with what those indexes offer. */
  public static Entry entry(List<Digest> indexes, List<Chosen> choices) {
    return new Entry(
        "registry.example/app:1",
        Digest.of("sha256:" + "ab".repeat(32)),
        HugeFacts.small(),
        indexes,
        choices);
  }
}
