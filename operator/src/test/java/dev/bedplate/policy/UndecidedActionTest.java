package dev.bedplate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.policy.Policy.NamespaceMode;
import dev.bedplate.policy.Policy.OnUndecided;
import dev.bedplate.policy.Selector.Operator;
import dev.bedplate.policy.Selector.Requirement;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import dev.bedplate.workload.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UndecidedActionTest {
  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
  private static final Instant LATER = Instant.parse("2027-01-15T00:00:00Z");
  private static final InvalidReference REFERENCE = new InvalidReference("app", "not parsed here");
  private static final ContainerImage IMAGE =
      new ContainerImage("app", ContainerList.Main, "spec.containers[0].image", REFERENCE);

  @ParameterizedTest
  @CsvSource({
    "Audit, Allow, Allow",
    "Audit, Warn, Allow",
    "Audit, Deny, Allow",
    "Warn, Allow, Warn",
    "Warn, Warn, Warn",
    "Warn, Deny, Warn",
    "Enforce, Allow, Allow",
    "Enforce, Warn, Warn",
    "Enforce, Deny, Deny"
  })
  void onlyAnEnforcingPolicyAsksWhatToDoAboutTheUndecided(
      Mode mode, OnUndecided onUndecided, OnUndecided action) {
    assertThat(undecided(policy(mode, onUndecided, null, List.of())).action()).isEqualTo(action);
  }

  @ParameterizedTest
  @CsvSource({"Allow, Allow", "Warn, Warn", "Deny, Warn"})
  void nothingIsRefusedBeforeEnforceAfter(OnUndecided onUndecided, OnUndecided action) {
    Policy policy = policy(Mode.Enforce, onUndecided, LATER, List.of());
    assertThat(undecided(policy).action()).isEqualTo(action);
    assertThat(report(policy, NOW).denied()).isFalse();
    assertThat(report(policy, LATER).denied()).isEqualTo(onUndecided == OnUndecided.Deny);
  }

  @Test
  void aWarningSaysFromWhenItWillBeARefusal() {
    Policy policy = policy(Mode.Enforce, OnUndecided.Deny, LATER, List.of());
    assertThat(undecided(policy).message()).contains("will be refused from " + LATER);
    Policy warning = policy(Mode.Warn, OnUndecided.Deny, LATER, List.of());
    assertThat(undecided(warning).message()).doesNotContain("will be refused");
  }

  @ParameterizedTest
  @CsvSource({"sandbox, Audit, Allow", "sandbox, Warn, Warn", "production, Audit, Deny"})
  void theModeOfTheNamespaceCounts(String stage, Mode mode, OnUndecided action) {
    var sandbox = new Requirement("stage", Operator.In, Set.of("sandbox"));
    var modes = List.of(new NamespaceMode(new Selector(List.of(sandbox)), mode));
    Policy policy = policy(Mode.Enforce, OnUndecided.Deny, null, modes);
    Report report = report(policy, workload(Map.of("stage", stage)), NOW);
    assertThat(undecided(report).action()).isEqualTo(action);
    assertThat(report.denied()).isEqualTo(action == OnUndecided.Deny);
  }

  private static Policy policy(
      Mode mode, OnUndecided onUndecided, @Nullable Instant after, List<NamespaceMode> modes) {
    return new Policy("p", mode, after, modes, onUndecided, Match.EVERYTHING, List.of(), "");
  }

  private static Undecidable undecided(Policy policy) {
    return undecided(report(policy, NOW));
  }

  private static Undecidable undecided(Report report) {
    assertThat(report.verdict()).isInstanceOf(Verdict.Undecided.class);
    return ((Verdict.Undecided) report.verdict()).undecided().getFirst();
  }

  private static Report report(Policy policy, Instant now) {
    return report(policy, workload(Map.of()), now);
  }

  private static Report report(Policy policy, Workload workload, Instant now) {
    var failed =
        new Failed(
            REFERENCE, new Platform("linux", "amd64", null), UndecidedReason.Unauthorized, "no");
    var engine =
        new PolicyEngine(
            (distribution, day) -> {
              throw new AssertionError("nothing was inspected");
            });
    return engine.decide(workload, Map.of(IMAGE, List.of(failed)), List.of(policy), List.of(), now);
  }

  private static Workload workload(Map<String, String> namespaceLabels) {
    return new Workload("Pod", "n", "w", Map.of(), namespaceLabels, List.of(IMAGE), null);
  }
}
