package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bedplate.event.Notice;
import dev.bedplate.event.ObjectRef;
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
import dev.bedplate.webhook.Admission;
import dev.bedplate.webhook.AdmissionReview;
import dev.bedplate.webhook.Answer;
import dev.bedplate.webhook.Operation;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import dev.bedplate.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeniedNoticesTest {
  private static final ContainerImage IMAGE =
      new ContainerImage(
          "app",
          ContainerList.Main,
          "spec.containers[0].image",
          ReferenceParser.parse("registry.example/app:1"));
  private static final ObjectRef NAMESPACE = new ObjectRef("v1", "Namespace", "shop", "shop", null);
  private static final Verdict VIOLATING =
      new Verdict.Violating(
          List.of(
              violation("bases", Mode.Enforce, "musl", null),
              violation("bases", Mode.Enforce, "tolerated", "until-spring"),
              violation("trial", Mode.Warn, "too old", null)),
          List.of(
              new Undecidable(
                  "sizes", UndecidedReason.Unauthorized, IMAGE, "401", OnUndecided.Deny)));

  @Test
  void each_policy_that_refuses_is_told_about_the_namespace() {
    assertThat(DeniedNotices.of(admission(review(false, Map.of(), null), VIOLATING)))
        .extracting(Notice::regarding, Notice::related, it -> it.reason() + ": " + it.note())
        .containsExactly(
            tuple(
                NAMESPACE, ObjectRef.policy("bases"), "BaseImageDenied: Pod web was refused: musl"),
            tuple(
                NAMESPACE, ObjectRef.policy("sizes"), "BaseImageDenied: Pod web was refused: 401"));
  }

  @Test
  void of_very_many_policies_the_first_are_told_and_how_many_there_are() {
    List<Violation> many =
        IntStream.range(100, 600)
            .mapToObj(i -> violation("p" + i, Mode.Enforce, "musl", null))
            .toList();
    List<Notice> notices =
        DeniedNotices.of(
            admission(review(false, Map.of(), null), new Verdict.Violating(many, List.of())));
    assertThat(notices)
        .hasSize(10)
        .allSatisfy(
            it -> assertThat(it.note()).isEqualTo("Pod web was refused by 500 policies: musl"));
  }

  @Test
  void where_a_controller_makes_the_object_it_is_told_about_the_controller() {
    var owner =
        Map.of(
            "apiVersion", "apps/v1",
            "kind", "ReplicaSet",
            "name", "web-1",
            "uid", "u-1",
            "controller", true);
    assertThat(regarding(review(false, Map.of("ownerReferences", List.of(owner)), null)))
        .isEqualTo(new ObjectRef("apps/v1", "ReplicaSet", "shop", "web-1", "u-1"));
  }

  @Test
  void where_an_update_is_refused_it_is_told_about_the_object() {
    assertThat(regarding(review(false, Map.of(), Map.of("uid", "u-web"))))
        .isEqualTo(new ObjectRef("v1", "Pod", "shop", "web", "u-web"));
  }

  @Test
  void a_dry_run_and_what_was_not_refused_tell_nothing() {
    assertThat(DeniedNotices.of(admission(review(true, Map.of(), null), VIOLATING))).isEmpty();
    AdmissionReview review = review(false, Map.of(), null);
    Report allowed = new Report(workload(), VIOLATING, false);
    assertThat(DeniedNotices.of(new Admission(review, allowed, Answer.ALLOWED, Duration.ZERO)))
        .isEmpty();
    assertThat(DeniedNotices.of(new Admission(review, null, Answer.ALLOWED, Duration.ZERO)))
        .isEmpty();
  }

  private static ObjectRef regarding(AdmissionReview review) {
    return DeniedNotices.of(admission(review, VIOLATING)).getFirst().regarding();
  }

  private static Admission admission(AdmissionReview review, Verdict verdict) {
    Report report = new Report(workload(), verdict, true);
    return new Admission(review, report, new Answer(false, "no", List.of()), Duration.ZERO);
  }

  private static Workload workload() {
    return new Workload("Pod", "shop", "web", Map.of(), null, List.of(IMAGE), null);
  }

  private static AdmissionReview review(
      boolean dryRun, Map<String, Object> metadata, @Nullable Map<String, Object> oldMetadata) {
    return new AdmissionReview(
        "r",
        "v1",
        "Pod",
        "pods",
        "",
        "web",
        "shop",
        oldMetadata == null ? Operation.Create : Operation.Update,
        dryRun,
        Map.of("metadata", metadata),
        oldMetadata == null ? null : Map.of("metadata", oldMetadata));
  }

  private static Violation violation(
      String policy, Mode mode, String message, @Nullable String exemptBy) {
    return new Violation(
        policy,
        mode,
        ViolationReason.LibcDenied,
        IMAGE,
        null,
        new Platform("linux", "amd64", null),
        "musl",
        "glibc",
        message,
        exemptBy,
        null);
  }
}
