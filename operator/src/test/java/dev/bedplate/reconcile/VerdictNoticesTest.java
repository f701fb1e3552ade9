package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.check.Checked;
import dev.bedplate.cluster.WorkloadObject.DeploymentObject;
import dev.bedplate.event.EventReason;
import dev.bedplate.event.Notice;
import dev.bedplate.image.Lifecycle;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.policy.Mode;
import dev.bedplate.policy.Policy.OnUndecided;
import dev.bedplate.policy.Report;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Verdict;
import dev.bedplate.policy.Violation;
import dev.bedplate.policy.ViolationReason;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import dev.bedplate.workload.Workload;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictNoticesTest {
  private static final ContainerImage IMAGE =
      new ContainerImage(
          "app",
          ContainerList.Main,
          "spec.template.spec.containers[0].image",
          ReferenceParser.parse("registry.example/app:1"));
  private static final Workload WORKLOAD =
      new Workload("Deployment", "shop", "web", Map.of(), null, List.of(IMAGE), null);
  private static final Verdict COMPLIANT = new Verdict.Compliant();
  private static final Verdict UNDECIDED =
      new Verdict.Undecided(
          List.of(
              new Undecidable(
                  "bases", UndecidedReason.Unauthorized, IMAGE, "app: 401", OnUndecided.Warn)),
          List.of());

  @Test
  void a_new_violation_is_told_once_per_policy_and_about_the_workload() {
    List<Notice> notices =
        told(Marks.NONE, violating(violation("bases", "musl"), violation("sizes", "too large")));
    assertThat(notices)
        .extracting(it -> it.reason() + " " + policy(it) + ": " + it.note())
        .containsExactly("BaseImageViolation bases: musl", "BaseImageViolation sizes: too large");
    assertThat(notices.getFirst().regarding().kind()).isEqualTo("Deployment");
    assertThat(notices.getFirst().regarding().uid()).isEqualTo("uid-web");
  }

  @Test
  void what_was_shown_before_is_not_told_again_although_its_message_counts_days() {
    Marks before = marks(violating(violation("bases", "180 days old")), 0);
    assertThat(told(before, violating(violation("bases", "181 days old")))).isEmpty();
  }

  @Test
  void only_the_policy_that_is_broken_newly_is_named() {
    Marks before = marks(violating(violation("bases", "musl")), 0);
    assertThat(told(before, violating(violation("bases", "musl"), violation("sizes", "large"))))
        .extracting(it -> policy(it))
        .containsExactly("sizes");
  }

  @Test
  void of_many_messages_the_first_three_are_told() {
    Violation[] many =
        IntStream.range(0, 5).mapToObj(i -> violation("bases", "m" + i)).toArray(Violation[]::new);
    assertThat(told(Marks.NONE, violating(many)))
        .extracting(Notice::note)
        .containsExactly("m0; m1; m2; and 2 more");
  }

  @Test
  void a_policy_beyond_the_violations_shown_is_told_when_the_verdict_is_new() {
    Violation[] many =
        IntStream.range(0, 21)
            .mapToObj(i -> violation("p%02d".formatted(i), "musl"))
            .toArray(Violation[]::new);
    Verdict verdict = violating(many);
    assertThat(told(Marks.NONE, verdict)).hasSize(21);
    assertThat(told(marks(verdict, 0), verdict)).isEmpty();
  }

  @Test
  void compliance_is_told_only_where_it_was_otherwise_before() {
    assertThat(told(Marks.NONE, COMPLIANT)).isEmpty();
    assertThat(told(marks(COMPLIANT, 0), COMPLIANT)).isEmpty();
    assertThat(told(marks(UNDECIDED, 0), COMPLIANT))
        .extracting(Notice::reason)
        .containsExactly(EventReason.BaseImageCompliant);
  }

  @Test
  void what_becomes_undecided_is_told_once() {
    assertThat(told(marks(COMPLIANT, 0), UNDECIDED))
        .extracting(it -> it.reason() + " " + policy(it) + ": " + it.note())
        .containsExactly("BaseImageUndecided bases: app: 401");
    assertThat(told(marks(UNDECIDED, 0), UNDECIDED)).isEmpty();
  }

  @Test
  void pods_that_begin_to_differ_are_told_and_more_of_them_are_not() {
    assertThat(told(marks(COMPLIANT, 0), COMPLIANT, 1))
        .extracting(it -> it.reason() + ": " + it.note())
        .singleElement()
        .asString()
        .startsWith("RunningImageDiffers: 1 Pod runs another image");
    assertThat(told(marks(COMPLIANT, 1), COMPLIANT, 2)).isEmpty();
    assertThat(told(marks(COMPLIANT, 2), COMPLIANT, 0)).isEmpty();
  }

  @Test
  void marks_that_somebody_damaged_are_told_anew() {
    Marks damaged = new Marks(Map.of(), Map.of(Marks.VIOLATIONS, "{not json"));
    assertThat(told(damaged, violating(violation("bases", "musl")))).hasSize(1);
  }

  private static String policy(Notice notice) {
    return Objects.requireNonNull(notice.related()).name();
  }

  private static List<Notice> told(Marks before, Verdict verdict) {
    return told(before, verdict, 0);
  }

  private static List<Notice> told(Marks before, Verdict verdict, int drifting) {
    DeploymentObject object = new DeploymentObject();
    object.setApiVersion("apps/v1");
    object.setKind("Deployment");
    object.setMetadata(
        new ObjectMetaBuilder().withNamespace("shop").withName("web").withUid("uid-web").build());
    return VerdictNotices.of(object, before, marks(verdict, drifting), checked(verdict), drifting);
  }

  private static Marks marks(Verdict verdict, int drifting) {
    return new MarksComposer(
            (_, day) -> new Lifecycle(Lifecycle.State.Unknown, null, null, null, day))
        .compose(checked(verdict), drifting, LocalDate.of(2026, 11, 24));
  }

  private static Checked checked(Verdict verdict) {
    return new Checked(new Report(WORKLOAD, verdict, false), Map.of());
  }

  private static Verdict violating(Violation... violations) {
    return new Verdict.Violating(List.of(violations), List.of());
  }

  private static Violation violation(String policy, String message) {
    return new Violation(
        policy,
        Mode.Audit,
        ViolationReason.LibcDenied,
        IMAGE,
        null,
        new Platform("linux", "amd64", null),
        "musl",
        "glibc",
        message,
        null,
        null);
  }
}
