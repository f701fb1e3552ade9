package dev.bedplate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.policy.Policy.NamespaceMode;
import dev.bedplate.policy.Policy.OnUndecided;
import dev.bedplate.policy.Selector.Operator;
import dev.bedplate.policy.Selector.Requirement;
import dev.bedplate.workload.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WouldRefuseTest {
  private static final Instant LATER = Instant.parse("2027-01-15T00:00:00Z");

  @ParameterizedTest
  @EnumSource(Mode.class)
  void whateverItsModeAndDateViolationsWouldBeRefused(Mode mode) {
    assertThat(policy(mode, OnUndecided.Warn, List.of()).wouldRefuse(in("x"), true, false))
        .isTrue();
    assertThat(policy(mode, OnUndecided.Warn, List.of()).wouldRefuse(in("x"), false, false))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"Allow, false", "Warn, false", "Deny, true"})
  void whatIsUndecidedOnlyWherePoliciesDenyIt(OnUndecided onUndecided, boolean refused) {
    assertThat(policy(Mode.Audit, onUndecided, List.of()).wouldRefuse(in("x"), false, true))
        .isEqualTo(refused);
  }

  @Test
  void whereANamespaceHasAModeOfItsOwnThatOneStays() {
    var sandbox = new Requirement("stage", Operator.In, Set.of("sandbox"));
    var modes = List.of(new NamespaceMode(new Selector(List.of(sandbox)), Mode.Audit));
    Policy policy = policy(Mode.Audit, OnUndecided.Deny, modes);
    assertThat(policy.wouldRefuse(in("sandbox"), true, true)).isFalse();
    assertThat(policy.wouldRefuse(in("production"), true, false)).isTrue();
  }

  private static Policy policy(Mode mode, OnUndecided onUndecided, List<NamespaceMode> modes) {
    return new Policy("p", mode, LATER, modes, onUndecided, Match.EVERYTHING, List.of(), "");
  }

  private static Workload in(String stage) {
    return new Workload("Pod", "n", "w", Map.of(), Map.of("stage", stage), List.of(), null);
  }
}
