package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.api.v1alpha1.BaseImagePolicyStatus;
import dev.bedplate.api.v1alpha1.BaseImagePolicyStatus.Workloads;
import dev.bedplate.cluster.PolicyObject.BaseImagePolicyObject;
import dev.bedplate.event.EventReason;
import dev.bedplate.event.Notice;
import dev.bedplate.policy.Verdict.Word;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PolicyConclusionTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final String RULES = "rules: {libc: {deny: [Musl]}}";
  private static final BaseImagePolicyStatus NONE =
      new BaseImagePolicyStatus(null, List.of(), null, List.of(), null);
  private static final Tally TALLY =
      new Tally(
          Map.of(Word.Compliant, 4, Word.Violating, 3, Word.Undecided, 2, Word.Exempt, 1),
          3,
          List.of("LibcDenied: app in Deployment shop/web and 2 more"));

  private static final Effect IN_EFFECT = new Effect.InEffect();
  private static final Effect LOST = new Effect.Lost(Effect.Loss.NotRegistered, "it is gone");
  private static final Effect OTHERWISE = new Effect.Lost(Effect.Loss.WrongPath, "it calls /");
  private static final Effect DOUBT = new Effect.Unknown(Effect.Doubt.NotPermitted, "no right");
  private static final Effect START = new Effect.Unknown(Effect.Doubt.NotKnownYet, "not asked");

  @Test
  void a_valid_policy_is_accepted_and_counts() {
    BaseImagePolicyStatus status = status("{mode: Enforce, " + RULES + "}");
    assertThat(conditions(status))
        .containsExactly(
            "Accepted True Valid: in force", "Enforcing True Enforces: violations are refused");
    assertThat(status.observedGeneration()).isEqualTo(1);
    assertThat(status.workloads()).isEqualTo(new Workloads(10, 4, 3, 2, 1));
    assertThat(status.topViolations()).isEqualTo(TALLY.topViolations());
    assertThat(status.wouldDeny()).isNull();
  }

  @Test
  void a_policy_that_is_wrong_says_where_and_counts_nothing() {
    BaseImagePolicyStatus status =
        status("{rules: {expressions: [{expression: 'facts.', message: x}]}}");
    assertThat(conditions(status).getFirst())
        .startsWith("Accepted False Invalid: not in force: spec.rules.expressions[0].expression: ");
    assertThat(conditions(status).getLast())
        .isEqualTo("Enforcing False NotAccepted: the policy is not in force");
    assertThat(status.workloads()).isEqualTo(new Workloads(0, 0, 0, 0, 0));
    assertThat(status.topViolations()).isEmpty();
    assertThat(status.wouldDeny()).isNull();
  }

  @Test
  void fields_that_this_version_does_not_know_are_named_although_the_rest_is_in_force() {
    assertThat(conditions(status("{rules: {libc: {deny: [Musl]}, taste: {max: 3}}}")).getFirst())
        .startsWith("Accepted True UnknownFields: in force, without what")
        .contains("spec.rules.taste");
  }

  @Test
  void a_policy_that_does_not_refuse_yet_says_why_and_how_many_it_would_refuse() {
    assertThat(enforcing("{" + RULES + "}"))
        .isEqualTo("Enforcing False Audits: violations are recorded only, would deny 3");
    assertThat(enforcing("{mode: Warn, " + RULES + "}"))
        .isEqualTo("Enforcing False Warns: violations are admitted with a warning, would deny 3");
    assertThat(enforcing("{mode: Enforce, enforceAfter: '2026-11-24T10:00:01Z', " + RULES + "}"))
        .isEqualTo(
            "Enforcing False Waits: violations are refused from 2026-11-24T10:00:01Z,"
                + " would deny 3");
    assertThat(enforcing("{mode: Enforce, enforceAfter: '2026-11-24T10:00:00Z', " + RULES + "}"))
        .isEqualTo("Enforcing True Enforces: violations are refused, would deny null");
  }

  @Test
  void a_policy_that_refuses_in_some_namespaces_enforces_and_still_says_what_the_rest_would_do() {
    assertThat(
            enforcing("{namespaceModes: [{namespaceSelector: {}, mode: Enforce}], " + RULES + "}"))
        .isEqualTo(
            "Enforcing True Enforces: violations are refused where a mode of namespaces says so,"
                + " would deny 3");
  }

  @Test
  void counts_stay_as_they_are_until_every_workload_was_judged() {
    BaseImagePolicyObject object = policy(1, "{" + RULES + "}");
    BaseImagePolicyStatus counted = conclude(object, NONE, Optional.of(TALLY), NOW).status();
    assertThat(conclude(object, counted, Optional.empty(), NOW).status()).isEqualTo(counted);
    assertThat(conclude(object, NONE, Optional.empty(), NOW).status().workloads()).isNull();
  }

  @Test
  void the_time_of_a_condition_is_that_of_its_last_change() {
    String spec = "{mode: Enforce, enforceAfter: '2026-11-24T11:00:00Z', " + RULES + "}";
    BaseImagePolicyObject object = policy(1, spec);
    BaseImagePolicyStatus first = conclude(object, NONE, Optional.of(TALLY), NOW).status();
    BaseImagePolicyStatus later =
        conclude(object, first, Optional.of(TALLY), NOW.plusSeconds(3600)).status();
    assertThat(later.conditions())
        .extracting(it -> it.getType() + " " + it.getStatus() + " " + it.getLastTransitionTime())
        .containsExactly(
            "Accepted True 2026-11-24T10:00:00Z", "Enforcing True 2026-11-24T11:00:00Z");
  }

  @Test
  void acceptance_is_told_once_per_generation() {
    BaseImagePolicyObject object = policy(1, "{" + RULES + "}");
    Conclusion<BaseImagePolicyStatus> first = conclude(object, NONE, Optional.of(TALLY), NOW);
    assertThat(first.notices())
        .extracting(it -> it.reason() + " " + it.regarding().uid() + ": " + it.note())
        .containsExactly("PolicyAccepted uid-it: in force");
    assertThat(conclude(object, first.status(), Optional.of(TALLY), NOW).notices()).isEmpty();
    assertThat(
            conclude(policy(2, "{" + RULES + "}"), first.status(), Optional.of(TALLY), NOW)
                .notices())
        .extracting(Notice::reason)
        .containsExactly(EventReason.PolicyAccepted);
  }

  @Test
  void rejection_is_told_with_the_field() {
    BaseImagePolicyObject object =
        policy(2, "{rules: {distributions: {deny: [{id: debian, versions: 'about 12'}]}}}");
    assertThat(conclude(object, NONE, Optional.of(TALLY), NOW).notices())
        .extracting(it -> it.reason() + ": " + it.note())
        .singleElement()
        .asString()
        .startsWith("PolicyRejected: not in force: spec.rules.distributions.deny[0].versions: ");
  }

  /** What a policy shows and tells as enforcement comes and goes. */
  private List<String> course(String spec, Effect... effects) {
    BaseImagePolicyObject object = policy(1, spec);
    BaseImagePolicyStatus shown = NONE;
    var course = new ArrayList<String>();
    for (Effect effect : effects) {
      Conclusion<BaseImagePolicyStatus> next =
          conclude(object, effect, shown, Optional.of(TALLY), NOW);
      shown = next.status();
      course.add(
          conditions(shown).getLast()
              + next.notices().stream()
                  .filter(it -> it.reason() != EventReason.PolicyAccepted)
                  .map(it -> " | " + it.reason().type() + " " + it.reason() + ": " + it.note())
                  .collect(Collectors.joining()));
    }
    return course;
  }

  @Test
  void S_34_a_policy_that_is_to_enforce_says_when_it_does_not_and_when_it_does_again() {
    assertThat(
            course("{mode: Enforce, " + RULES + "}", IN_EFFECT, LOST, LOST, OTHERWISE, IN_EFFECT))
        .containsExactly(
            "Enforcing True Enforces: violations are refused",
            "Enforcing False NotRegistered: violations are not refused: it is gone"
                + " | Warning EnforcementLost: violations are not refused: it is gone",
            "Enforcing False NotRegistered: violations are not refused: it is gone",
            "Enforcing False WrongPath: violations are not refused: it calls /",
            "Enforcing True Enforces: violations are refused"
                + " | Normal EnforcementRestored: violations are refused");
  }

  @Test
  void S_34_a_policy_says_which_of_its_namespaces_the_webhook_leaves_out() {
    var opened =
        new Effect.InEffect(
            new TreeMap<>(
                Map.of("shop", Map.of("stage", "production"), "lab", Map.of("stage", "test"))));
    assertThat(course("{mode: Enforce, " + RULES + "}", IN_EFFECT, opened, IN_EFFECT))
        .containsExactly(
            "Enforcing True Enforces: violations are refused",
            "Enforcing False NamespacesLeftOut: violations are not refused everywhere: the"
                + " namespaceSelector of the webhook configuration leaves out lab, shop"
                + " | Warning EnforcementLost: violations are not refused everywhere: the"
                + " namespaceSelector of the webhook configuration leaves out lab, shop",
            "Enforcing True Enforces: violations are refused"
                + " | Normal EnforcementRestored: violations are refused");
    assertThat(
            course(
                "{mode: Enforce, match: {namespaceSelector: {matchLabels: {stage: test}}}, "
                    + RULES
                    + "}",
                opened))
        .singleElement()
        .asString()
        .endsWith(" leaves out lab");
    assertThat(
            course(
                "{mode: Enforce, match: {namespaceSelector: {matchLabels: {stage: qa}}}, "
                    + RULES
                    + "}",
                opened))
        .containsExactly("Enforcing True Enforces: violations are refused");
    assertThat(
            course(
                "{mode: Audit, namespaceModes: [{namespaceSelector: {matchLabels: {stage: test}},"
                    + " mode: Enforce}], "
                    + RULES
                    + "}",
                opened))
        .singleElement()
        .asString()
        .endsWith(" leaves out lab");
  }

  @Test
  void S_34_what_is_not_known_is_neither_true_nor_false_and_no_Event() {
    assertThat(course("{mode: Enforce, " + RULES + "}", START, IN_EFFECT, DOUBT, IN_EFFECT, START))
        .containsExactly(
            "Enforcing Unknown NotKnownYet: whether violations are refused is not known: not asked",
            "Enforcing True Enforces: violations are refused",
            "Enforcing Unknown NotPermitted: whether violations are refused is not known: no right",
            "Enforcing True Enforces: violations are refused",
            "Enforcing True Enforces: violations are refused");
  }

  @Test
  void S_34_a_policy_that_began_to_enforce_shows_nothing_of_its_time_before() {
    BaseImagePolicyObject audits = policy(1, "{" + RULES + "}");
    BaseImagePolicyStatus shown =
        conclude(audits, IN_EFFECT, NONE, Optional.of(TALLY), NOW).status();
    BaseImagePolicyObject enforces = policy(2, "{mode: Enforce, " + RULES + "}");
    assertThat(conditions(conclude(enforces, START, shown, Optional.of(TALLY), NOW).status()))
        .last()
        .asString()
        .startsWith("Enforcing Unknown NotKnownYet");
    assertThat(conclude(enforces, LOST, shown, Optional.of(TALLY), NOW).notices())
        .extracting(Notice::reason)
        .contains(EventReason.EnforcementLost);
  }

  @Test
  void S_34_who_refuses_nothing_anyway_does_not_hear_of_it() {
    assertThat(course("{" + RULES + "}", IN_EFFECT, LOST))
        .containsOnly("Enforcing False Audits: violations are recorded only");
    assertThat(course("{mode: Warn, " + RULES + "}", DOUBT, LOST))
        .containsOnly("Enforcing False Warns: violations are admitted with a warning");
    assertThat(course("{mode: Enforce, enforceAfter: '2027-01-01T00:00:00Z', " + RULES + "}", LOST))
        .allMatch(it -> it.startsWith("Enforcing False Waits") && !it.contains("|"));
  }

  private static String enforcing(String spec) {
    BaseImagePolicyStatus status = status(spec);
    return conditions(status).getLast() + ", would deny " + status.wouldDeny();
  }

  private static BaseImagePolicyStatus status(String spec) {
    return conclude(policy(1, spec), NONE, Optional.of(TALLY), NOW).status();
  }

  private static Conclusion<BaseImagePolicyStatus> conclude(
      BaseImagePolicyObject object,
      BaseImagePolicyStatus shown,
      Optional<Tally> tally,
      Instant now) {
    return conclude(object, new Effect.InEffect(), shown, tally, now);
  }

  private static Conclusion<BaseImagePolicyStatus> conclude(
      BaseImagePolicyObject object,
      Effect effect,
      BaseImagePolicyStatus shown,
      Optional<Tally> tally,
      Instant now) {
    return PolicyConclusion.of(object, PolicyTexts.compiled(object), effect, shown, tally, now);
  }

  private static BaseImagePolicyObject policy(long generation, String spec) {
    return PolicyTexts.read(BaseImagePolicyObject.class, generation, spec);
  }

  private static List<String> conditions(BaseImagePolicyStatus status) {
    return status.conditions().stream()
        .map(
            it ->
                "%s %s %s: %s"
                    .formatted(it.getType(), it.getStatus(), it.getReason(), it.getMessage()))
        .toList();
  }
}
