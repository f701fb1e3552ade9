package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.check.Checked;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Platform;
import dev.bedplate.policy.Match;
import dev.bedplate.policy.Mode;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.Policy.NamespaceMode;
import dev.bedplate.policy.Policy.OnUndecided;
import dev.bedplate.policy.Report;
import dev.bedplate.policy.Selector;
import dev.bedplate.policy.Selector.Operator;
import dev.bedplate.policy.Selector.Requirement;
import dev.bedplate.policy.Verdict;
import dev.bedplate.policy.Verdict.Word;
import dev.bedplate.policy.Violation;
import dev.bedplate.policy.ViolationReason;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import dev.bedplate.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTest {
  private static final ContainerImage IMAGE =
      new ContainerImage("app", ContainerList.Main, "spec", ReferenceParser.parseRegistry("app:1"));

  /** A policy that only records, with a mode of its own for one stage. */
  private static Policy policy(Mode ofStage) {
    var sandbox = new Requirement("stage", Operator.In, Set.of("sandbox"));
    return new Policy(
        "bases",
        Mode.Audit,
        null,
        List.of(new NamespaceMode(new Selector(List.of(sandbox)), ofStage)),
        OnUndecided.Warn,
        Match.EVERYTHING,
        List.of(),
        "");
  }

  private static Checked violating(String stage) {
    var violation =
        new Violation(
            "bases",
            Mode.Audit,
            ViolationReason.LibcDenied,
            IMAGE,
            Digest.of("sha256:" + "a".repeat(64)),
            new Platform("linux", "amd64", null),
            "musl",
            "glibc",
            "",
            null,
            null);
    var workload =
        new Workload("Pod", "n", "w", Map.of(), Map.of("stage", stage), List.of(IMAGE), null);
    return new Checked(
        new Report(workload, new Verdict.Violating(List.of(violation), List.of()), false),
        Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "production, Audit, 1",
    "sandbox, Audit, 0",
    "sandbox, Warn, 0",
    "sandbox, Enforce, 1",
  })
  void wouldDeny_counts_a_violation_unless_its_namespace_has_a_milder_mode_of_its_own(
      String stage, Mode ofStage, int wouldDeny) {
    var board = new VerdictBoard();
    board.put("1", Line.of(violating(stage), List.of(policy(ofStage))));
    Tally tally = board.tallies().getOrDefault("bases", Tally.NONE);
    assertThat(tally.wouldDeny()).isEqualTo(wouldDeny);
    assertThat(tally.counts()).containsEntry(Word.Violating, 1);
  }
}
