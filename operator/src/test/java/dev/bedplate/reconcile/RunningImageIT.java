package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.source.fixture.BuiltImage;
import dev.bedplate.source.fixture.Compression;
import dev.bedplate.source.fixture.ImageBuilder;
import dev.bedplate.source.fixture.TarWriter;
import dev.bedplate.source.registry.Pushed;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A runtime names what it runs by the first of the digests it has for it, which may be that of
 * another repository and of other compression.
 */
@WithApiServer
class RunningImageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static BuiltImage image(String version, Compression compression) {
    return ImageBuilder.image("linux/amd64")
        .layer(
            new TarWriter().file("etc/os-release", "ID=alpine\nVERSION_ID=" + version + "\n"),
            compression)
        .build();
  }

  /** Has the status of the Pod say that its container runs {@code image} of a repository. */
  private static void runs(ControllerFixture controllers, Pod pod, String name, BuiltImage image) {
    controllers
        .client()
        .resource(pod)
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"status": {"containerStatuses": [{"name": "app", "image": "app:1", "ready": true,
              "restartCount": 0, "imageID": "%s%s@%s"}]}}
            """
                .formatted(controllers.registry().authority(), name, image.digest()));
  }

  private static String summary(ControllerFixture controllers, Pod pod) {
    Map<String, String> annotations = controllers.current(pod).getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(Marks.SUMMARY, "");
  }

  private static Pod pod(ControllerFixture controllers, String name) {
    return (Pod)
        controllers.apply(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: %s, namespace: running}
            spec: {containers: [{name: app, image: "REGISTRY/app:1"}]}
            """
                .formatted(name));
  }

  @Test
  void the_same_content_under_another_digest_is_no_difference(ApiServer server) throws Exception {
    server.createNamespace("running", Map.of());
    try (var controllers = new ControllerFixture(server, Clock.systemUTC())) {
      BuiltImage same = image("3.20.3", Compression.PLAIN);
      BuiltImage other = image("3.19.1", Compression.GZIP);
      Pushed.push(controllers.registry(), "app", "1", image("3.20.3", Compression.GZIP));
      Pushed.push(controllers.registry(), "mirror", "1", same);
      Pushed.push(controllers.registry(), "old", "1", other);
      controllers.apply(
          """
          apiVersion: bedplate.dev/v1alpha1
          kind: BaseImagePolicy
          metadata: {name: running}
          spec:
            match: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: running}}}
            rules: {distributions: {deny: [{id: alpine}]}}
          """);
      Pod mirrored = pod(controllers, "mirrored");
      Pod outdated = pod(controllers, "outdated");
      runs(controllers, mirrored, "/mirror", same);
      runs(controllers, outdated, "/old", other);
      await().atMost(PATIENCE).until(() -> summary(controllers, outdated).endsWith(Marks.DIFFERS));
      await()
          .atMost(PATIENCE)
          .until(() -> controllers.registry().count("/v2/mirror/manifests/" + same.digest()) > 0);
      controllers.awaitSettled();
      assertThat(summary(controllers, mirrored)).contains("alpine").doesNotContain(Marks.DIFFERS);
      assertThat(controllers.told("mirrored")).doesNotContain("RunningImageDiffers");
      assertThat(controllers.told("outdated")).contains("RunningImageDiffers");
    }
  }
}
