package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.app.Api.Answer;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.source.registry.Misbehaviours;
import dev.bedplate.source.registry.TestRegistry;
import dev.bedplate.source.registry.TestRegistry.Misbehaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What admission does while registries do what registries do. */
@WithApiServer
class AdmissionRegistryIT {
  @AutoClose private static OperatorScene scene;
  private static Api api;

  @BeforeAll
  static void open(ApiServer server) throws Exception {
    scene = OperatorScene.open(server);
    api = scene.api();
    scene.namespace("registries", Map.of());
    scene.namespace("registries-deny", Map.of());
    scene.policy("no-musl", "registries", "mode: Enforce, rules: {libc: {deny: [Musl]}}");
    scene.policy(
        "no-musl-or-doubt",
        "registries-deny",
        "mode: Enforce, onUndecided: Deny, rules: {libc: {deny: [Musl]}}");
  }

  /** What a registry may do. */
  enum Failure {
    STALLED(Misbehaviours.silent(), "DeadlineExceeded"),
    UNAUTHORIZED(Misbehaviours.status(401), "Unauthorized"),
    NOT_FOUND(Misbehaviours.status(404), "ImageNotFound"),
    THROTTLED(Misbehaviours.retryAfter(429, "60", Integer.MAX_VALUE), "RegistryThrottled"),
    BROKEN(Misbehaviours.status(503), "RegistryUnavailable");

    private final Misbehaviour misbehaviour;
    private final String reason;

    Failure(Misbehaviour misbehaviour, String reason) {
      this.misbehaviour = misbehaviour;
      this.reason = reason;
    }
  }

  private static Answer create(String namespace, String image) {
    return api.post(Kinds.Pod.in(namespace) + "?dryRun=All", Kinds.Pod.object("p", image));
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void known_digests_are_answered_and_unknown_ones_as_the_policy_says(Failure failure)
      throws Exception {
    try (TestRegistry other = TestRegistry.start()) {
      String known = scene.push(other, "known", OperatorImages.alpine(failure.name()));
      String pinned = other.authority() + "/known@" + scene.digest(other, "known");
      assertThat(create("registries", known).status()).isEqualTo(403);
      String unknown = scene.push(other, "unknown", OperatorImages.alpine("un" + failure.name()));
      other.misbehave("/v2/", failure.misbehaviour);
      other.forgetRequests();

      assertThat(create("registries", pinned).status()).isEqualTo(403);
      assertThat(other.requests()).as("a known digest costs no request").isEmpty();

      // An answer after the deadline is none: the API server would refuse, as it is told to.
      Answer warned = create("registries", unknown);
      assertThat(warned.status()).as(warned.body()).isEqualTo(201);
      assertThat(warned.warnings()).singleElement().asString().contains(failure.reason);

      Answer denied = create("registries-deny", unknown);
      assertThat(denied.status()).isEqualTo(403);
      assertThat(denied.body()).contains(failure.reason);
    }
  }

  @Test
  void a_registry_that_asks_to_slow_down_is_left_alone_whoever_asks_for_whatever()
      throws Exception {
    try (TestRegistry other = TestRegistry.start()) {
      String one = scene.push(other, "one", OperatorImages.alpine("one"));
      String two = scene.push(other, "two", OperatorImages.alpine("two"));
      other.misbehave("/v2/", Failure.THROTTLED.misbehaviour);
      assertThat(create("registries", one).status()).isEqualTo(201);
      other.forgetRequests();

      for (String namespace : List.of("registries", "registries-deny")) {
        for (String image : List.of(one, two)) {
          Answer answer = create(namespace, image);
          assertThat(answer.body() + answer.warnings()).contains("RegistryThrottled");
        }
      }
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void a_stopped_registry_leaves_the_last_digest_of_a_tag_and_the_message_says_so()
      throws Exception {
    TestRegistry other = TestRegistry.start();
    String known = scene.push(other, "stopped", OperatorImages.alpine("stopped"));
    assertThat(create("registries", known).status()).isEqualTo(403);
    other.close();
    scene.clock().pass(Duration.ofMinutes(1));
    Answer answer = create("registries", known);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("LibcDenied", "digest last seen 1 min ago");
  }

  @Test
  void S_04_a_tag_that_moved_is_judged_by_its_new_digest() {
    String tag = scene.push(scene.registry(), "moving", OperatorImages.alpine("moving"));
    assertThat(create("registries", tag).status()).isEqualTo(403);
    scene.push(scene.registry(), "moving", OperatorImages.debian("moved"));
    scene.clock().pass(Duration.ofSeconds(11));
    assertThat(create("registries", tag).status()).isEqualTo(201);
    scene.push(scene.registry(), "moving", OperatorImages.alpine("moved back"));
    scene.clock().pass(Duration.ofSeconds(11));
    Answer back = create("registries", tag);
    assertThat(back.status()).isEqualTo(403);
    assertThat(back.body()).contains(scene.digest(scene.registry(), "moving"));
  }

  @Test
  void one_request_finds_the_digest_of_a_tag_however_many_containers_name_it() {
    String tag = scene.push(scene.registry(), "often", OperatorImages.debian("often"));
    assertThat(create("registries", tag).status()).isEqualTo(201);
    scene.clock().pass(Duration.ofSeconds(11));
    scene.registry().forgetRequests();
    List<String> containers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      containers.add("{name: c%d, image: \"%s\"}".formatted(i, tag));
    }
    Answer answer =
        api.post(
            Kinds.Pod.in("registries") + "?dryRun=All",
            Kinds.Pod.with("eight", "containers: [" + String.join(", ", containers) + "]"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(scene.registry().lines()).containsExactly("HEAD /v2/often/manifests/1");
  }

  @Test
  void five_hundred_Pods_with_one_new_image_cause_one_fetch() throws Exception {
    String image = scene.push(scene.registry(), "crowd", OperatorImages.debian("crowd"));
    scene.registry().forgetRequests();
    List<Callable<Answer>> creations = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      String pod = Kinds.Pod.object("crowd-" + i, image);
      creations.add(() -> api.post(Kinds.Pod.in("registries"), pod));
    }
    List<Answer> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(50)) {
      for (Future<Answer> answer : threads.invokeAll(creations)) {
        answers.add(answer.get());
      }
    }
    assertThat(answers).allSatisfy(it -> assertThat(it.status()).as(it.body()).isEqualTo(201));
    assertThat(answers).allSatisfy(it -> assertThat(it.warnings()).isEmpty());
    scene.awaitVerdict(Kinds.Pod.in("registries") + "/crowd-499", "Compliant");
    assertThat(scene.registry().lines().stream().filter(it -> it.contains("/v2/crowd/blobs/")))
        .as("configuration and layer, each once, for the webhook and the controller together")
        .doesNotHaveDuplicates()
        .hasSize(2);
  }
}
