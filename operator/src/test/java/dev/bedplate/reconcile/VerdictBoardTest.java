package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.reconcile.Line.Standing;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictBoardTest {
  private final VerdictBoard board = new VerdictBoard();

  @Test
  void a_workload_counts_once_as_it_stands_at_worst() {
    board.put("1", line(Map.of("a", Standing.Compliant, "b", Standing.Violating)));
    board.put("2", line(Map.of("a", Standing.Undecided, "b", Standing.Exempt)));
    board.put("3", line(Map.of("a", Standing.Exempt, "b", Standing.Compliant)));
    board.put("4", line(Map.of("a", Standing.Undecided, "b", Standing.Violating)));
    board.put("5", line(Map.of()));

    assertThat(board.verdicts())
        .isEqualTo(
            Map.of(
                "Violating", 2, "Undecided", 1, "Exempt", 1, "Compliant", 0, "NotApplicable", 1));
  }

  @Test
  void every_verdict_of_a_policy_is_counted_from_the_beginning() {
    assertThat(board.verdicts())
        .isEqualTo(Map.of("Violating", 0, "Undecided", 0, "Exempt", 0, "Compliant", 0));
  }

  private static Line line(Map<String, Standing> standings) {
    return new Line("Pod shop/web", standings, Set.of(), Set.of(), Map.of(), Set.of());
  }
}
