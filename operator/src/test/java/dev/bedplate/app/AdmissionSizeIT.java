package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.app.Api.Answer;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.webhook.Reviews;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Objects as large as an API server takes them, through the registered webhook. */
@WithApiServer
class AdmissionSizeIT {
  private static final String POLICIES = "/apis/bedplate.dev/v1alpha1/baseimagepolicies";
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
        "{\"name\": \"app\", \"image\": \"%s\", \"env\": [{\"name\": \"%s\", \"value\": \"%s\"}]}"
            .formatted(scene.alpine(), variable, value);
    return api.postJson(Kinds.Pod.in("sizes"), pod(name, container));
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
    String crowd =
        pod(
            "web",
            IntStream.range(0, 13_000)
                .mapToObj(i -> "{\"name\": \"c-%d\", \"image\": \"filler-%d\"}".formatted(i, i))
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

  @Test
  void S_32_a_thousand_containers_are_judged_by_hundreds_of_policies_while_others_are_answered()
      throws Exception {
    scene.namespace("crowded", Map.of());
    List<String> names = IntStream.range(0, 300).mapToObj(i -> "crowd-" + i).toList();
    names.forEach(AdmissionSizeIT::policy);
    scene.policy("crowd-last", "crowded", "mode: Enforce, rules: {libc: {deny: [Musl]}}");
    String containers =
        IntStream.range(0, 1000)
            .mapToObj(i -> "{\"name\": \"c-%d\", \"image\": \"%s\"}".formatted(i, scene.alpine()))
            .collect(Collectors.joining(", "));
    try (var probes = HttpClient.newHttpClient();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // Its failurePolicy is Fail: an answer that came too late would be a failed call, no refusal.
      Future<Answer> crowd =
          threads.submit(() -> api.postJson(Kinds.Pod.in("crowded"), pod("crowd", containers)));
      do {
        assertThat(status(probes, "/livez")).isEqualTo(200);
        assertThat(withVariable("beside", "A", "a").body()).contains("LibcDenied");
      } while (!crowd.isDone());
      assertThat(crowd.get().status()).isEqualTo(403);
      assertThat(crowd.get().body()).contains("LibcDenied").doesNotContain("DeadlineExceeded");
    } finally {
      names.forEach(it -> api.delete(POLICIES + "/" + it));
    }
  }

  private static void policy(String name) {
    String policy =
        """
        {"apiVersion": "bedplate.dev/v1alpha1", "kind": "BaseImagePolicy", "metadata": {"name": "%s"},
         "spec": {"mode": "Enforce", "rules": {"libc": {"deny": ["Musl"]}, "packages": {"max": 300}},
           "match": {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "crowded"}}}}}
        """
            .formatted(name);
    assertThat(api.postJson(POLICIES, policy).status()).isEqualTo(201);
  }

  private static int status(HttpClient client, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + scene.operator().webhookProbes() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
  }
}
