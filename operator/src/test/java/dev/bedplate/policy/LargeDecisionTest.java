package dev.bedplate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inventory.StoredFixture;
import dev.bedplate.inventory.StoredImage;
import dev.bedplate.policy.Policy.OnUndecided;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import dev.bedplate.workload.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many policies and many containers; what is compiled and inspected is made up. */
class LargeDecisionTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final StoredImage.Entry KNOWN = StoredFixture.entry(List.of());
  private static final Rule DENIES = new SizeRule(SizeRule.Measure.Layers, -1);
  private final AtomicInteger evaluated = new AtomicInteger();
  private final Set<Object> derived = Collections.newSetFromMap(new HashMap<>());

  private Rule counting(boolean seesContainer) {
    return new ExpressionRule(
        "e",
        "",
        new Condition() {
          @Override
          public Result evaluate(Subject subject) {
            evaluated.incrementAndGet();
            derived.add(subject.derived().get(Object::new));
            boolean holds = !seesContainer || !subject.image().container().equals("c-7");
            return new Result(Answer.of(holds), "");
          }

          @Override
          public boolean seesContainer() {
            return seesContainer;
          }
        });
  }

  private static Policy policy(String name, OnUndecided onUndecided, Rule... rules) {
    return policy(name, onUndecided, Match.EVERYTHING, rules);
  }

  private static Policy policy(String name, OnUndecided onUndecided, Match match, Rule... rules) {
    return new Policy(name, Mode.Enforce, null, List.of(), onUndecided, match, List.of(rules), "");
  }

  private static ContainerImage container(int number, ContainerList list, String image) {
    var reference = new InvalidReference(image, "not parsed here");
    return new ContainerImage("c-" + number, list, "spec[" + number + "]", reference);
  }

  private static List<ContainerImage> containers(int count, int images) {
    return IntStream.range(0, count)
        .mapToObj(i -> container(i, ContainerList.Main, "image-" + i % images))
        .toList();
  }

  private static Report decide(
      List<ContainerImage> images,
      List<Policy> policies,
      Bounds bounds,
      PolicyException... exempt) {
    var found = new HashMap<String, List<Inspection>>();
    var facts = new HashMap<ContainerImage, List<Inspection>>();
    for (ContainerImage image : images) {
      facts.put(
          image,
          found.computeIfAbsent(
              image.reference().original(),
              _ ->
                  List.of(
                      new Inspected(
                          image.reference(),
                          KNOWN.digest(),
                          null,
                          new Platform("linux", "amd64", null),
                          KNOWN.image().facts()))));
    }
    var workload = new Workload("Pod", "n", "w", Map.of(), Map.of(), images, null);
    return new PolicyEngine((_, _) -> null)
        .decide(workload, facts, policies, List.of(exempt), NOW, bounds);
  }

  private static Bounds shown(BooleanSupplier timeLeft) {
    return Bounds.shown(() -> _ -> timeLeft.getAsBoolean());
  }

  private static BooleanSupplier asks(int times) {
    var left = new AtomicInteger(times);
    return () -> left.getAndDecrement() > 0;
  }

  private static List<Violation> violations(Report report) {
    return ((Verdict.Violating) report.verdict()).violations();
  }

  private static List<Undecidable> undecided(Report report) {
    return switch (report.verdict()) {
      case Verdict.Violating(_, var undecided) -> undecided;
      case Verdict.Undecided(var undecided, _) -> undecided;
      case Verdict.Compliant _, Verdict.Exempt _, Verdict.NotApplicable _ -> List.of();
    };
  }

  @Test
  void an_image_is_judged_once_by_each_policy_however_many_containers_run_it() {
    List<Policy> policies =
        IntStream.range(0, 10)
            .mapToObj(i -> policy("p" + i, OnUndecided.Warn, counting(false)))
            .toList();
    Report report = decide(containers(1000, 3), policies, Bounds.NONE);
    assertThat(report.verdict()).isInstanceOf(Verdict.Compliant.class);
    assertThat(evaluated).hasValue(30);
    assertThat(derived).as("facts made for conditions, once for each image").hasSize(3);
  }

  @Test
  void S_39_once_it_is_denied_the_time_of_what_is_denied_counts() {
    List<Policy> policies = List.of(policy("p", OnUndecided.Warn, DENIES));
    Report report = decide(containers(10, 10), policies, Bounds.shown(() -> denied -> !denied));
    assertThat(report.denied()).isTrue();
    assertThat(violations(report)).hasSize(1);
    assertThat(undecided(report)).hasSize(1);
    assertThat(report.unlisted().undecided()).isEqualTo(8);
  }

  @Test
  void what_looks_at_the_container_is_asked_for_each() {
    Report report =
        decide(
            containers(20, 1), List.of(policy("p", OnUndecided.Warn, counting(true))), Bounds.NONE);
    assertThat(violations(report)).extracting(it -> it.image().container()).containsExactly("c-7");
    assertThat(evaluated).hasValue(20);
  }

  @Test
  void lists_and_exceptions_tell_containers_with_one_image_apart() {
    List<ContainerImage> images =
        List.of(
            container(1, ContainerList.Main, "a"),
            container(2, ContainerList.Init, "a"),
            container(3, ContainerList.Init, "a"));
    var match =
        new Match(
            Selector.EVERYTHING,
            Selector.EVERYTHING,
            Set.of(),
            Set.of(ContainerList.Init),
            List.of(),
            List.of());
    var exception =
        new PolicyException(
            "tolerated",
            Set.of("p"),
            Set.of(),
            new PolicyException.Scope(
                List.of(), Set.of(), List.of(), List.of(new NameGlob("c-3")), List.of(), Set.of()),
            Instant.MAX);
    Report report =
        decide(
            images, List.of(policy("p", OnUndecided.Warn, match, DENIES)), Bounds.NONE, exception);
    assertThat(violations(report))
        .extracting(it -> it.image().container() + " " + it.exemptBy())
        .containsExactly("c-2 null", "c-3 tolerated");
  }

  @Test
  void of_very_many_violations_the_first_of_each_policy_are_listed_and_the_others_counted() {
    List<Policy> policies =
        List.of(policy("p", OnUndecided.Warn, DENIES), policy("q", OnUndecided.Warn, DENIES));
    Report report = decide(containers(1000, 1000), policies, shown(() -> true));
    assertThat(report.denied()).isTrue();
    assertThat(violations(report)).hasSize(40);
    assertThat(report.unlisted()).isEqualTo(new Unlisted(1960, 0));
    Report whole = decide(containers(1000, 1000), policies, Bounds.NONE);
    assertThat(violations(whole)).hasSize(2000);
    assertThat(whole.unlisted()).isEqualTo(Unlisted.NOTHING);
  }

  @Test
  void what_is_listed_does_not_depend_on_any_order() {
    List<ContainerImage> images = new ArrayList<>(containers(300, 7));
    List<Policy> policies = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      policies.add(policy("p" + i, OnUndecided.Warn, DENIES, counting(true)));
    }
    Verdict verdict = decide(images, policies, shown(() -> true)).verdict();
    Collections.reverse(images);
    Collections.reverse(policies);
    assertThat(decide(images, policies, shown(() -> true)).verdict()).isEqualTo(verdict);
  }

  @Test
  void what_is_left_when_the_time_is_over_is_undecided() {
    List<Policy> policies =
        List.of(policy("p", OnUndecided.Warn, DENIES), policy("q", OnUndecided.Allow, DENIES));
    Report report = decide(containers(10, 10), policies, shown(asks(3)));
    assertThat(violations(report))
        .extracting(it -> it.policy() + " " + it.image().container())
        .containsExactly("p c-0", "p c-1", "q c-0");
    assertThat(undecided(report))
        .extracting(it -> it.policy() + " " + it.image().container() + " " + it.reason())
        .containsExactly("p c-2 DeadlineExceeded", "q c-1 DeadlineExceeded");
    assertThat(report.unlisted()).isEqualTo(new Unlisted(0, 7 + 8));
    assertThat(report.denied()).as("by what was found already").isTrue();
  }

  @Test
  void without_any_time_nothing_passes_as_compliant_and_onUndecided_applies() {
    Report warned =
        decide(
            containers(3, 3),
            List.of(policy("p", OnUndecided.Warn, counting(true))),
            shown(() -> false));
    assertThat(warned.denied()).isFalse();
    assertThat(undecided(warned))
        .extracting(Undecidable::reason, Undecidable::problem)
        .containsExactly(
            tuple(
                UndecidedReason.DeadlineExceeded,
                "image-0 was not judged in time (nor were those of 2 more)"));
    assertThat(
            decide(
                    containers(3, 3),
                    List.of(policy("p", OnUndecided.Deny, counting(true))),
                    shown(() -> false))
                .denied())
        .isTrue();
  }

  @Test
  void costly_policies_come_after_all_others() {
    List<Policy> policies =
        List.of(
            policy("a-costly", OnUndecided.Warn, counting(false)),
            policy("b-plain", OnUndecided.Warn, DENIES));
    Report report = decide(containers(10, 10), policies, shown(asks(10)));
    assertThat(violations(report))
        .hasSize(10)
        .extracting(Violation::policy)
        .containsOnly("b-plain");
    assertThat(undecided(report)).extracting(Undecidable::policy).containsExactly("a-costly");
    assertThat(evaluated).hasValue(0);
  }

  @Test
  void the_time_is_looked_at_for_each_container_where_the_container_is() {
    Report report =
        decide(
            containers(10, 1),
            List.of(policy("p", OnUndecided.Deny, counting(true))),
            shown(asks(5)));
    assertThat(evaluated).hasValue(4);
    assertThat(undecided(report)).hasSize(6);
    assertThat(report.denied()).isTrue();
  }

  @Test
  void exceptions_and_reasons_beyond_what_is_listed_are_named_once() {
    List<ContainerImage> images = containers(100, 100);
    var last =
        new PolicyException(
            "of-the-last",
            Set.of("p"),
            Set.of(),
            new PolicyException.Scope(
                List.of(), Set.of(), List.of(), List.of(new NameGlob("c-99")), List.of(), Set.of()),
            Instant.MAX);
    Report report =
        decide(images, List.of(policy("p", OnUndecided.Warn, DENIES)), shown(() -> true), last);
    assertThat(violations(report)).extracting(Violation::exemptBy).contains("of-the-last");
    var used = new HashSet<>(violations(report).stream().map(Violation::reason).toList());
    assertThat(used).containsExactly(ViolationReason.TooManyLayers);
  }
}
