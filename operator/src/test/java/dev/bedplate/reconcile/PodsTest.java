package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

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
        Map.of("app", Set.of(JUDGED)),
        Set.of(JUDGED));
  }

  @Test
  void a_Pod_of_nobody_counts_once() {
    pods.runs("pod", "pod", Map.of("app", OTHER));
    assertThat(pods.drifting("pod")).isEqualTo(1);
  }

  @Test
  void Pods_count_for_the_root_of_their_owners() {
    pods.runs("pod", "replicaset", Map.of("app", OTHER));
    pods.owned("replicaset", "deployment");
    assertThat(pods.drifting("deployment")).isEqualTo(1);
    assertThat(changed).containsExactly("deployment");
  }

  @Test
  void a_Pod_that_leaves_its_owner_counts_for_it_no_more() {
    pods.runs("pod", "deployment", Map.of("app", OTHER));
    pods.runs("pod", "pod", Map.of("app", OTHER));
    assertThat(pods.drifting("deployment")).isZero();
    assertThat(pods.drifting("pod")).isEqualTo(1);
    assertThat(changed).containsExactly("deployment", "deployment", "pod");
  }
}
