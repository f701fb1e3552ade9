package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.policy.Verdict.Word;
import dev.bedplate.reconcile.Line.Breach;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictBoardTest {
  private static final Breach MUSL = new Breach("bases", "LibcDenied", "docker.io/library/app:1");
  private final VerdictBoard board = new VerdictBoard();

  @Test
  void workloads_are_counted_by_policy() {
    board.put("1", line("Deployment shop/web", Word.Violating, Set.of("bases"), Set.of(MUSL)));
    board.put("2", line("Deployment shop/api", Word.Violating, Set.of(), Set.of(MUSL)));
    board.put("3", line("Job shop/once", Word.Compliant, Set.of(), Set.of()));
    assertThat(board.tallies().get("bases"))
        .isEqualTo(
            new Tally(
                Map.of(Word.Violating, 2, Word.Compliant, 1),
                1,
                List.of("LibcDenied: docker.io/library/app:1 in Deployment shop/api and 1 more")));
  }

  @Test
  void the_most_frequent_violations_come_first_and_there_are_twenty() {
    IntStream.range(0, 30)
        .forEach(
            i -> {
              Breach own = new Breach("bases", "LibcDenied", "app:%02d".formatted(i));
              board.put("" + i, line("Job shop/j" + i, Word.Violating, Set.of(), Set.of(own)));
            });
    board.put("x", line("Job shop/x", Word.Violating, Set.of(), Set.of(MUSL)));
    board.put("y", line("Job shop/y", Word.Violating, Set.of(), Set.of(MUSL)));
    Tally tally = board.tallies().getOrDefault("bases", Tally.NONE);
    assertThat(tally.topViolations()).hasSize(20).element(0).asString().contains("library/app:1");
    assertThat(tally.topViolations()).element(1).asString().contains("app:00");
  }

  @Test
  void users_of_an_exception_are_sorted() {
    for (String name : List.of("Job shop/b", "Job shop/a")) {
      board.put(
          name,
          new Line(name, Map.of(), Set.of(), Set.of(), Set.of("until-spring"), Map.of(), Set.of()));
    }
    assertThat(board.users().get("until-spring")).containsExactly("Job shop/a", "Job shop/b");
  }

  @Test
  void a_change_is_taken_once_and_the_same_again_is_none() {
    Line line = line("Job shop/once", Word.Compliant, Set.of(), Set.of());
    board.put("1", line);
    assertThat(board.takeChanged()).isTrue();
    board.put("1", line);
    assertThat(board.takeChanged()).isFalse();
    board.remove("1");
    assertThat(board.takeChanged()).isTrue();
  }

  @Test
  void a_workload_counts_once_as_it_stands_at_worst() {
    board.put("1", line(Map.of("a", Word.Compliant, "b", Word.Violating)));
    board.put("2", line(Map.of("a", Word.Undecided, "b", Word.Exempt)));
    board.put("3", line(Map.of("a", Word.Exempt, "b", Word.Compliant)));
    board.put("4", line(Map.of("a", Word.Undecided, "b", Word.Violating)));
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

  private static Line line(Map<String, Word> standings) {
    return new Line("Pod shop/web", standings, Set.of(), Set.of(), Set.of(), Map.of(), Set.of());
  }

  private static Line line(String name, Word standing, Set<String> refusing, Set<Breach> breaches) {
    return new Line(
        name, Map.of("bases", standing), refusing, breaches, Set.of(), Map.of(), Set.of());
  }
}
