package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.cluster.RunningImage;
import dev.bedplate.image.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PodsTest {
  private static final Digest JUDGED = Digest.of("sha256:" + "a".repeat(64));
  private static final Digest OTHER = Digest.of("sha256:" + "b".repeat(64));
  private static final Digest CONTENT = Digest.of("sha256:" + "c".repeat(64));
  private static final RunningImage OTHER_IMAGE =
      new RunningImage("registry.example/app@" + OTHER, OTHER);
  private final VerdictBoard board = new VerdictBoard();
  private final List<String> changed = new ArrayList<>();
  private final Pods pods = new Pods(board, changed::add);

  @BeforeEach
  void a_Deployment_and_a_Pod_were_judged() {
    board.put("deployment", line());
    board.put("pod", line());
  }

  private static Line line() {
    return new Line(
        "Pod shop/web",
        Map.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Map.of("app", Set.of(JUDGED, CONTENT)),
        Set.of(JUDGED));
  }

  @Test
  void a_Pod_of_nobody_counts_once() {
    pods.consists("pod", OTHER, Set.of());
    pods.runs("pod", "pod", Map.of("app", OTHER_IMAGE));
    assertThat(pods.drifting("pod")).isEqualTo(1);
  }

  @Test
  void before_it_is_looked_up_what_runs_under_another_digest_counts_for_nobody() {
    pods.runs("pod", "deployment", Map.of("app", OTHER_IMAGE));
    assertThat(pods.drifting("deployment")).isZero();
    assertThat(changed).containsExactly("pod");
    assertThat(pods.unclear("pod")).containsExactly(OTHER_IMAGE);
    pods.consists("pod", OTHER, Set.of(OTHER));
    assertThat(pods.unclear("pod")).isEmpty();
    assertThat(pods.drifting("deployment")).isEqualTo(1);
    assertThat(changed).containsExactly("pod", "deployment");
  }

  @Test
  void the_same_content_under_another_digest_counts_for_nobody() {
    pods.consists("pod", OTHER, Set.of(CONTENT));
    pods.runs("pod", "deployment", Map.of("app", OTHER_IMAGE));
    assertThat(pods.drifting("deployment")).isZero();
    assertThat(pods.unclear("pod")).isEmpty();
  }

  @Test
  void an_index_of_which_one_image_was_not_judged_counts() {
    pods.consists("pod", OTHER, Set.of(CONTENT, OTHER));
    pods.runs("pod", "deployment", Map.of("app", OTHER_IMAGE));
    assertThat(pods.drifting("deployment")).isEqualTo(1);
  }

  @Test
  void an_injected_container_is_not_looked_up() {
    pods.runs("pod", "deployment", Map.of("sidecar", OTHER_IMAGE));
    assertThat(changed).isEmpty();
    assertThat(pods.unclear("pod")).isEmpty();
  }

  @Test
  void Pods_count_for_the_root_of_their_owners() {
    pods.consists("pod", OTHER, Set.of());
    pods.runs("pod", "replicaset", Map.of("app", OTHER_IMAGE));
    pods.owned("replicaset", "deployment");
    assertThat(pods.drifting("deployment")).isEqualTo(1);
    assertThat(changed).containsExactly("deployment");
  }

  @Test
  void a_Pod_that_leaves_its_owner_counts_for_it_no_more() {
    pods.consists("pod", OTHER, Set.of());
    pods.runs("pod", "deployment", Map.of("app", OTHER_IMAGE));
    pods.runs("pod", "pod", Map.of("app", OTHER_IMAGE));
    assertThat(pods.drifting("deployment")).isZero();
    assertThat(pods.drifting("pod")).isEqualTo(1);
    assertThat(changed).containsExactly("deployment", "deployment", "pod");
  }
}
