package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.api.v1alpha1.BaseImageExceptionStatus;
import dev.bedplate.cluster.PolicyObject.BaseImageExceptionObject;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExceptionConclusionTest {
  private static final Instant END = Instant.parse("2026-12-24T10:00:00Z");
  private static final BaseImageExceptionStatus NONE =
      new BaseImageExceptionStatus(null, List.of(), List.of());
  private static final Set<String> BASES = Set.of("bases", "others");
  private static final BaseImageExceptionObject OBJECT = exception("2026-12-24T10:00:00Z");

  @Test
  void an_exception_is_active_until_it_ends() {
    assertThat(conclude(OBJECT, NONE, END.minusSeconds(1)).status().active()).isTrue();
    assertThat(conclude(OBJECT, NONE, END).status().active()).isFalse();
  }

  @Test
  void it_says_who_uses_it_and_no_more_than_twenty() {
    List<String> many = IntStream.range(10, 35).mapToObj(i -> "Deployment shop/a" + i).toList();
    BaseImageExceptionStatus status =
        ExceptionConclusion.of(
                OBJECT,
                PolicyTexts.compiled(OBJECT),
                NONE,
                BASES,
                Optional.of(many),
                END.minusSeconds(1))
            .status();
    assertThat(status.usedBy()).isEqualTo(many.subList(0, 20));
    assertThat(
            ExceptionConclusion.of(
                    OBJECT,
                    PolicyTexts.compiled(OBJECT),
                    status,
                    BASES,
                    Optional.empty(),
                    END.minusSeconds(1))
                .status()
                .usedBy())
        .as("while not every workload was judged")
        .hasSize(20);
  }

  @Test
  void the_end_is_told_fourteen_seven_and_one_days_before_and_when_it_comes_each_once() {
    BaseImageExceptionStatus shown = NONE;
    List<String> told = new ArrayList<>();
    for (Instant now = END.minus(Duration.ofDays(20));
        now.isBefore(END.plus(Duration.ofDays(2)));
        now = now.plus(Duration.ofHours(1))) {
      Conclusion<BaseImageExceptionStatus> conclusion = conclude(OBJECT, shown, now);
      for (var notice : conclusion.notices()) {
        told.add(now + " " + notice.reason() + ": " + notice.note());
      }
      shown = conclusion.status();
    }
    assertThat(told)
        .containsExactly(
            "2026-12-10T10:00:00Z ExceptionExpiring: ends at 2026-12-24T10:00:00Z;"
                + " what it covers then counts again: Deployment shop/web",
            "2026-12-17T10:00:00Z ExceptionExpiring: ends at 2026-12-24T10:00:00Z;"
                + " what it covers then counts again: Deployment shop/web",
            "2026-12-23T10:00:00Z ExceptionExpiring: ends at 2026-12-24T10:00:00Z;"
                + " what it covers then counts again: Deployment shop/web",
            "2026-12-24T10:00:00Z ExceptionExpired: ended at 2026-12-24T10:00:00Z;"
                + " what it covered counts again: Deployment shop/web");
  }

  @Test
  void an_exception_that_begins_late_says_only_the_nearest_mark() {
    Conclusion<BaseImageExceptionStatus> first =
        conclude(OBJECT, NONE, END.minus(Duration.ofDays(3)));
    assertThat(first.notices()).hasSize(1);
    assertThat(conditions(first.status()))
        .containsExactly(
            "Accepted True Valid", "Expiring True In7Days", "PoliciesFound True Found");
  }

  @Test
  void far_from_its_end_nothing_is_told() {
    Conclusion<BaseImageExceptionStatus> first =
        conclude(OBJECT, NONE, END.minus(Duration.ofDays(15)));
    assertThat(first.notices()).isEmpty();
    assertThat(conditions(first.status()))
        .containsExactly("Accepted True Valid", "Expiring False Later", "PoliciesFound True Found");
  }

  @Test
  void names_that_no_policy_has_are_told_until_there_is_one() {
    BaseImageExceptionObject object =
        PolicyTexts.read(
            BaseImageExceptionObject.class,
            1,
            "{policies: [sizes, bases, ages], justification: j, expires: '2026-12-24T10:00:00Z'}");
    Instant first = END.minus(Duration.ofDays(20));
    BaseImageExceptionStatus missing = found(object, NONE, Set.of("bases"), first);
    assertThat(missing.conditions().getLast())
        .returns("PoliciesFound", Condition::getType)
        .returns("False", Condition::getStatus)
        .returns("PolicyNotFound", Condition::getReason)
        .returns(
            "there is no BaseImagePolicy ages, sizes: nothing to except", Condition::getMessage)
        .returns(first.toString(), Condition::getLastTransitionTime);
    BaseImageExceptionStatus there =
        found(object, missing, Set.of("bases", "ages", "sizes"), first.plusSeconds(60));
    assertThat(there.conditions().getLast())
        .returns("True", Condition::getStatus)
        .returns("Found", Condition::getReason)
        .returns(first.plusSeconds(60).toString(), Condition::getLastTransitionTime);
  }

  private static BaseImageExceptionStatus found(
      BaseImageExceptionObject object,
      BaseImageExceptionStatus shown,
      Set<String> policies,
      Instant now) {
    return ExceptionConclusion.of(
            object, PolicyTexts.compiled(object), shown, policies, Optional.of(List.of()), now)
        .status();
  }

  @Test
  void one_that_is_wrong_is_not_active_and_keeps_in_mind_what_it_told() {
    Instant now = END.minus(Duration.ofDays(3));
    BaseImageExceptionStatus told = conclude(OBJECT, NONE, now).status();
    BaseImageExceptionObject broken = exception("soon");
    BaseImageExceptionStatus status = conclude(broken, told, now).status();
    assertThat(status.active()).isFalse();
    assertThat(status.conditions().getFirst().getMessage()).contains("spec.expires: ");
    assertThat(conclude(OBJECT, status, now).notices()).isEmpty();
  }

  private static Conclusion<BaseImageExceptionStatus> conclude(
      BaseImageExceptionObject object, BaseImageExceptionStatus shown, Instant now) {
    return ExceptionConclusion.of(
        object,
        PolicyTexts.compiled(object),
        shown,
        BASES,
        Optional.of(List.of("Deployment shop/web")),
        now);
  }

  private static BaseImageExceptionObject exception(String expires) {
    return PolicyTexts.read(
        BaseImageExceptionObject.class,
        1,
        "{policies: [bases], justification: moving, expires: '" + expires + "'}");
  }

  private static List<String> conditions(BaseImageExceptionStatus status) {
    return status.conditions().stream()
        .map(it -> it.getType() + " " + it.getStatus() + " " + it.getReason())
        .toList();
  }
}
