package dev.bedplate.reconcile;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.cluster.ClusterView;
import dev.bedplate.cluster.PolicyObject.BaseImagePolicyObject;
import dev.bedplate.event.Notice;
import dev.bedplate.fixture.MockCluster;
import dev.bedplate.image.Platform;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private final MockCluster cluster = new MockCluster();
  private final KubernetesClient client = cluster.client();
  private final ClusterView view =
      new ClusterView(client, List.of(new Platform("linux", "amd64", null)));
  private Effect effect = new Effect.InEffect();
  private final List<Notice> told = new ArrayList<>();
  private final Statuses statuses =
      new Statuses(view, new VerdictBoard(), new StatusWriter(client), () -> effect, told::add);

  @AfterEach
  void stop() {
    view.close();
    cluster.close();
  }

  @Test
  void what_is_right_is_not_written_again() {
    start();
    statuses.round(NOW, true);
    statuses.round(NOW, true);
    assertThat(tries()).isEqualTo(1);
    assertThat(told).hasSize(1);
  }

  @Test
  void what_is_refused_is_tried_again_after_growing_pauses_and_told_only_when_written() {
    start();
    cluster.refuse(500);
    List<Integer> tries = new ArrayList<>();
    for (int round = 0; round < 12; round++) {
      long before = tries();
      statuses.round(NOW, true);
      if (tries() > before) {
        tries.add(round);
      }
    }
    assertThat(tries).containsExactly(0, 2, 5, 10);
    assertThat(told).isEmpty();
    cluster.refuse(0);
    for (int round = 0; round < 8; round++) {
      statuses.round(NOW, true);
    }
    assertThat(told).hasSize(1);
  }

  @Test
  void S_34_that_enforcement_came_or_went_is_told_whatever_was_refused_before() {
    start();
    cluster.refuse(500);
    for (int round = 0; round < 6; round++) {
      statuses.round(NOW, true);
    }
    cluster.refuse(0);
    statuses.round(NOW, true);
    assertThat(told).as("after a pause").isEmpty();
    effect = new Effect.Lost(Effect.Loss.NotRegistered, "it is gone");
    statuses.round(NOW, true);
    assertThat(told).hasSize(1);
  }

  @Test
  void S_31_a_policy_that_throws_leaves_the_others_their_statuses() {
    start();
    BaseImagePolicyObject other =
        PolicyTexts.read(BaseImagePolicyObject.class, 1, "{rules: {libc: {deny: [Musl]}}}");
    other.getMetadata().setName("other");
    other.getMetadata().setUid("other");
    other.getMetadata().setResourceVersion(null);
    client.resources(BaseImagePolicyObject.class).resource(other).create();
    await().until(() -> view.policies().size() == 2);
    var faulty =
        new Statuses(
            view,
            new VerdictBoard(),
            new StatusWriter(client),
            Effect.InEffect::new,
            _ -> {
              throw new IllegalStateException("told");
            });
    faulty.round(NOW, true);
    assertThat(cluster.requests())
        .filteredOn(it -> it.startsWith("PATCH ") && it.contains("/status"))
        .hasSize(2);
  }

  @Test
  void S_31_a_round_that_throws_is_followed_by_others() {
    start();
    var judged = new AtomicInteger();
    var workloads =
        new Rounds.Workloads() {
          @Override
          public void callRoll() {}

          @Override
          public void again() {}

          @Override
          public boolean judged() {
            if (judged.incrementAndGet() == 1) {
              throw new StackOverflowError();
            }
            return true;
          }
        };
    try (var rounds =
        new Rounds(view, workloads, statuses, new TagLooks(NOW), Clock.fixed(NOW, UTC))) {
      rounds.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> judged.get() > 1);
    }
  }

  private void start() {
    BaseImagePolicyObject policy =
        PolicyTexts.read(BaseImagePolicyObject.class, 1, "{rules: {libc: {deny: [Musl]}}}");
    policy.getMetadata().setResourceVersion(null);
    client.resources(BaseImagePolicyObject.class).resource(policy).create();
    view.start();
    await().until(() -> view.synced() && view.policies().size() == 1);
  }

  private long tries() {
    return cluster.requests().stream()
        .filter(it -> it.startsWith("PATCH ") && it.contains("/baseimagepolicies/it/status"))
        .count();
  }
}
