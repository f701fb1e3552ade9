package dev.bedplate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Lifecycle.State;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inventory.StoredFixture;
import dev.bedplate.inventory.StoredImage;
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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one policy, rule or exception throws leaves the judgement of the others as it is. */
@SuppressWarnings("NullAway") // Null where none may be is what makes parts of policies throw.
class FaultyPolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
  private static final StoredImage.Entry KNOWN = StoredFixture.entry(List.of());
  private static final ContainerImage FIRST = image("first");
  private static final ContainerImage SECOND = image("second");
  private static final Rule DENIES = new SizeRule(SizeRule.Measure.Layers, -1);

  /** Throws at whatever it is compared with. */
  private static final Selector FAULTY =
      new Selector(List.of(new Requirement(null, Operator.Exists, Set.of())));

  static Stream<Supplier<Throwable>> thrown() {
    return Stream.of(
        () -> new IllegalStateException("boom"),
        NullPointerException::new,
        StackOverflowError::new,
        () -> new NoClassDefFoundError("boom"),
        () -> new AssertionError("boom"));
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void S_31_a_rule_that_throws_is_undecided_for_its_policy_alone(Supplier<Throwable> thrown) {
    Report report = decide(List.of(policy("faulty", throwing(thrown)), policy("sound", DENIES)));

    assertThat(report.denied()).isTrue();
    var verdict = (Verdict.Violating) report.verdict();
    assertThat(verdict.violations())
        .extracting(Violation::policy, it -> it.image().container())
        .containsExactly(tuple("sound", "first"), tuple("sound", "second"));
    assertThat(verdict.undecided())
        .extracting(Undecidable::policy, it -> it.image().container(), Undecidable::reason)
        .containsExactly(
            tuple("faulty", "first", UndecidedReason.FactUnknown),
            tuple("faulty", "second", UndecidedReason.FactUnknown));
    assertThat(verdict.undecided().getFirst().message())
        .contains("internal error", thrown.get().getClass().getSimpleName());
  }

  @Test
  void the_other_rules_of_the_same_policy_count() {
    Rule faulty = throwing(() -> new IllegalStateException("boom"));
    var verdict =
        (Verdict.Violating) decide(List.of(policy("p", faulty, DENIES, faulty))).verdict();
    assertThat(verdict.violations()).hasSize(2);
    assertThat(verdict.undecided()).hasSize(2);
  }

  @Test
  void the_same_rule_counts_for_the_other_images() {
    Rule faulty =
        new ExpressionRule(
            "e",
            "",
            subject -> {
              if (subject.image().equals(FIRST)) {
                throw new IllegalStateException("boom");
              }
              return new Condition.Result(Answer.No, "");
            });
    var verdict = (Verdict.Violating) decide(List.of(policy("p", faulty))).verdict();
    assertThat(verdict.violations()).extracting(Violation::image).containsExactly(SECOND);
    assertThat(verdict.undecided()).extracting(Undecidable::image).containsExactly(FIRST);
  }

  @Test
  void a_lifecycle_that_cannot_be_looked_up_is_unknown() {
    Rule supported = new LifecycleRule(Set.of(State.EndOfLife), 0, false);
    var verdict =
        (Verdict.Violating)
            decide(List.of(policy("dates", supported), policy("sound", DENIES))).verdict();
    assertThat(verdict.undecided()).extracting(Undecidable::policy).containsOnly("dates");
  }

  @Test
  void a_policy_that_cannot_tell_what_it_selects_is_undecided_alone() {
    for (Match match :
        List.of(
            new Match(FAULTY, Selector.EVERYTHING, Set.of(), Set.of(), List.of(), List.of()),
            new Match(Selector.EVERYTHING, FAULTY, Set.of(), Set.of(), List.of(), List.of()))) {
      Policy faulty =
          new Policy(
              "f", Mode.Enforce, null, List.of(), OnUndecided.Warn, match, List.of(DENIES), "");
      var verdict = (Verdict.Violating) decide(List.of(faulty, policy("sound", DENIES))).verdict();
      assertThat(verdict.violations()).extracting(Violation::policy).containsOnly("sound");
      assertThat(verdict.undecided()).extracting(Undecidable::policy).containsOnly("f").hasSize(2);
    }
  }

  @Test
  void a_policy_that_cannot_tell_its_mode_acts_as_one_that_enforces() {
    Policy faulty =
        new Policy(
            "faulty",
            Mode.Audit,
            null,
            List.of(new NamespaceMode(FAULTY, Mode.Audit)),
            OnUndecided.Deny,
            Match.EVERYTHING,
            List.of(DENIES),
            "");
    Report report = decide(List.of(faulty));
    assertThat(report.denied()).isTrue();
    assertThat(((Verdict.Undecided) report.verdict()).undecided()).hasSize(2);
  }

  @Test
  void an_exception_that_throws_covers_nothing_and_leaves_the_others_in_force() {
    PolicyException faulty = exception("a-faulty", List.of(new NameGlob(null)));
    PolicyException sound = exception("b-sound", List.of(new NameGlob("second")));
    Report report =
        new PolicyEngine((_, _) -> null)
            .decide(workload(), facts(), List.of(policy("p", DENIES)), List.of(faulty, sound), NOW);
    assertThat(((Verdict.Violating) report.verdict()).violations())
        .extracting(it -> it.image().container(), Violation::exemptBy)
        .containsExactly(tuple("first", null), tuple("second", "b-sound"));
  }

  @Test
  void that_memory_ran_out_concerns_the_whole_process() {
    Policy faulty = policy("faulty", throwing(() -> new OutOfMemoryError("here")));
    assertThatThrownBy(() -> decide(List.of(faulty)))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("here");
  }

  private static Report decide(List<Policy> policies) {
    return new PolicyEngine(
            (_, _) -> {
              throw new IllegalStateException("lifecycle");
            })
        .decide(workload(), facts(), policies, List.of(), NOW);
  }

  private static Rule throwing(Supplier<Throwable> thrown) {
    return new ExpressionRule(
        "e",
        "",
        _ -> {
          FaultyPolicyTest.<RuntimeException>sneaky(thrown.get());
          return new Condition.Result(Answer.Yes, "");
        });
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static Policy policy(String name, Rule... rules) {
    return new Policy(
        name,
        Mode.Enforce,
        null,
        List.of(),
        OnUndecided.Warn,
        Match.EVERYTHING,
        List.of(rules),
        "");
  }

  private static PolicyException exception(String name, List<NameGlob> containers) {
    return new PolicyException(
        name,
        Set.of("p"),
        Set.of(),
        new PolicyException.Scope(List.of(), Set.of(), List.of(), containers, List.of(), Set.of()),
        Instant.MAX);
  }

  private static Map<ContainerImage, List<Inspection>> facts() {
    var found =
        new Inspected(
            FIRST.reference(),
            KNOWN.digest(),
            null,
            new Platform("linux", "amd64", null),
            KNOWN.image().facts());
    return Map.of(FIRST, List.of(found), SECOND, List.of(found));
  }

  private static ContainerImage image(String container) {
    var reference = new InvalidReference(container, "not parsed here");
    return new ContainerImage(container, ContainerList.Main, "image", reference);
  }

  private static Workload workload() {
    return new Workload(
        "Pod", "n", "w", Map.of("a", "b"), Map.of("a", "b"), List.of(FIRST, SECOND), null);
  }
}
