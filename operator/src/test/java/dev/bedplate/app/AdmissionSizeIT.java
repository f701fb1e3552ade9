package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.app.Api.Answer;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.webhook.Reviews;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Objects as large as an API server takes them, through the registered webhook. */
@WithApiServer
class AdmissionSizeIT {
  @AutoClose private static OperatorScene scene;
  private static Api api;

  @BeforeAll
  static void open(ApiServer server) throws Exception {
    scene = OperatorScene.open(server);
    api = scene.api();
    scene.namespace("sizes", Map.of());
    scene.policy("no-musl-at-any-size", "sizes", "mode: Enforce, rules: {libc: {deny: [Musl]}}");
  }

  private static String pod(String name, String containers) {
    return """
    {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "%s"}, "spec": {"containers": [%s]}}
    """
        .formatted(name, containers);
  }

  private static Answer withVariable(String name, String variable, String value) {
    String container =
        "{\"name\": \"app\", \"image\": \"%s\", \"env\": [{\"name\": \"%s\", \"value\": \"%s\"}]}";
    return api.postJson(
        Kinds.Pod.in("sizes"), pod(name, container.formatted(scene.alpine(), variable, value)));
  }

  @Test
  void S_24_what_escaping_makes_six_times_as_large_is_judged() {
    Answer answer = withVariable("escaped", "A", "<".repeat(600_000));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("container app (spec.containers[0].image)", "LibcDenied");
  }

  @Test
  void S_24_an_object_of_12_megabytes_of_JSON_is_judged() {
    Answer answer = withVariable("large", "A", "&".repeat(2_000_000));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("LibcDenied");
  }

  @Test
  void S_24_a_variable_with_a_name_of_100_000_characters_is_skipped() {
    Answer answer = withVariable("long-name", "N".repeat(100_000), "a");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("LibcDenied");
  }

  @Test
  void S_33_what_is_refused_unjudged_is_told_to_its_namespace() throws Exception {
    String container = "{\"name\": \"c-%d\", \"image\": \"filler-%d\"}";
    String crowd =
        pod(
            "web",
            IntStream.range(0, 13_000)
                .mapToObj(i -> container.formatted(i, i))
                .collect(Collectors.joining(", ")));
    StraightPost webhook = scene.operator().straightToWebhook();
    assertThat(webhook.post(Reviews.creating(crowd).in("sizes").dryRun())).contains("more images");
    assertThat(scene.events()).noneMatch(it -> "Unanswered".equals(it.getAction()));
    assertThat(webhook.post(Reviews.creating(crowd).in("sizes"))).contains("more images");
    await()
        .atMost(OperatorScene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(scene.events())
                    .filteredOn(it -> "Unanswered".equals(it.getAction()))
                    .singleElement()
                    .satisfies(
                        it -> {
                          assertThat(it.getReason()).isEqualTo("BaseImageUndecided");
                          assertThat(it.getRegarding().getKind()).isEqualTo("Namespace");
                          assertThat(it.getMetadata().getNamespace()).isEqualTo("sizes");
                          assertThat(it.getNote())
                              .startsWith("Pod web was not judged (TooLarge): ");
                        }));
  }
}
