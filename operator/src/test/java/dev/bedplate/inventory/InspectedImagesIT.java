package dev.bedplate.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.api.v1alpha1.InspectedImage;
import dev.bedplate.api.v1alpha1.InspectedImageStatus;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference.InvalidReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Inspected images as a real API server keeps them. */
@WithApiServer
class InspectedImagesIT {
  @Test
  void theServerKeepsWhatHostileFactsAreCutTo(ApiServer server) throws IOException {
    server.applyDefinitions();
    KubernetesClient client = server.admin();
    List<Digest> indexes =
        IntStream.range(0, 40).mapToObj(i -> Digest.of("sha256:%064x".formatted(i))).toList();
    for (HugeFacts huge : HugeFacts.values()) {
      Digest digest = Digest.of("sha256:%064x".formatted(huge.name().hashCode() & 0xffff));
      var reference = new InvalidReference("registry.example/" + "\u0001".repeat(3_000), "test");
      InspectedImage written =
          InspectedImages.of(reference, digest, huge.image(), indexes, List.of());
      InspectedImage kept = client.resource(written).create();
      kept.setStatus(new InspectedImageStatus(100_000, "2026-11-24T00:00:00Z", "EndOfLife"));
      kept = client.resource(kept).updateStatus();
      assertThat(StoredFixture.read(kept)).isEqualTo(StoredFixture.read(written));
      String raw =
          client.raw("/apis/bedplate.dev/v1alpha1/inspectedimages/" + InspectedImages.name(digest));
      assertThat(raw.getBytes(StandardCharsets.UTF_8))
          .as(huge.name())
          .hasSizeLessThanOrEqualTo(InspectedImages.MAX_BYTES);
      client.resource(kept).delete();
    }
  }
}
