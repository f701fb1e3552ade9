package dev.bedplate.webhook;

import static dev.bedplate.webhook.Reviews.containers;
import static dev.bedplate.webhook.Reviews.creating;
import static dev.bedplate.webhook.Reviews.ownedBy;
import static dev.bedplate.webhook.Reviews.pod;
import static dev.bedplate.webhook.Reviews.templated;
import static dev.bedplate.webhook.Reviews.updating;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.policy.Report;
import dev.bedplate.policy.Verdict;
import dev.bedplate.webhook.Reviewer.Review.Unprepared;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionHandlerTest {
  private static final String DIGEST_OF_ALPINE = "@" + Facts.ALPINE;
  private final Door door = new Door(Door.NO_MUSL);

  @Test
  void aCompliantPodIsAllowedWithoutAWord() {
    assertThat(door.answer(creating(pod("debian:12")))).isEqualTo(Answer.ALLOWED);
  }

  @Test
  void aRefusalSaysWhereWhatWhyAndWhatWouldDo() {
    Answer answer = door.answer(creating(pod("alpine:3.20")));
    assertThat(answer.allowed()).isFalse();
    assertThat(answer.message())
        .contains("container app", "spec.containers[0].image", "docker.io/library/alpine:3.20")
        .contains(DIGEST_OF_ALPINE, "musl 1.2.5", "no-musl", "LibcDenied", "accepted:")
        .doesNotContain("\n");
  }

  @Test
  void aPolicyThatWarnsAllows() {
    var warning = new Door(Door.NO_MUSL.replace("mode: Enforce", "mode: Warn"));
    Answer answer = warning.answer(creating(pod("alpine:3.20")));
    assertThat(answer.allowed()).isTrue();
    assertThat(answer.warnings())
        .singleElement()
        .asString()
        .startsWith("no-musl: app: musl 1.2.5")
        .contains("LibcDenied");
  }

  @Test
  void aPolicyThatWaitsSaysFromWhenItRefuses() {
    String until = "mode: Enforce, enforceAfter: \"2027-01-15T00:00:00Z\"";
    var waiting = new Door(Door.NO_MUSL.replace("mode: Enforce", until));
    Answer answer = waiting.answer(creating(pod("alpine")));
    assertThat(answer.allowed()).isTrue();
    assertThat(answer.warnings()).singleElement().asString().contains("2027-01-15T00:00:00Z");
  }

  @Test
  void aPolicyThatAuditsIsSilent() {
    var audit = new Door(Door.NO_MUSL.replace("mode: Enforce", "mode: Audit"));
    assertThat(audit.answer(creating(pod("alpine")))).isEqualTo(Answer.ALLOWED);
    assertThat(audit.observed.getFirst().report())
        .extracting(Report::verdict)
        .isInstanceOf(Verdict.Violating.class);
  }

  @Test
  void aRefusalListsTheViolationsOfEveryPolicy() {
    String both =
        Door.NO_MUSL
            + "---\n"
            + Door.NO_MUSL.replace("no-musl", "hints").replace("mode: Enforce", "mode: Warn");
    Answer answer = new Door(both).answer(creating(pod("alpine")));
    assertThat(answer.allowed()).isFalse();
    assertThat(answer.message().lines()).hasSize(2);
    assertThat(answer.message().lines().toList().getLast()).contains("hints").endsWith("[Warn]");
  }

  @Test
  void anExceptionAllows() {
    String exception =
        """
        ---
        apiVersion: bedplate.dev/v1alpha1
        kind: BaseImageException
        metadata: {name: for-web}
        spec:
          policies: [no-musl]
          match: {namespaces: [shop]}
          justification: moving
          expires: "2027-01-01T00:00:00Z"
        """;
    assertThat(new Door(Door.NO_MUSL + exception).answer(creating(pod("alpine"))))
        .isEqualTo(Answer.ALLOWED);
  }

  @Test
  void S_19_unknownNamespaceLabelsCountAsSelected() {
    var labelled =
        new Door(
            Door.NO_MUSL.replace(
                "rules:", "match: {namespaceSelector: {matchLabels: {a: b}}}, rules:"));
    assertThat(labelled.answer(creating(pod("alpine"))).allowed()).isFalse();
    labelled.labels.put("shop", Map.of("a", "c"));
    assertThat(labelled.answer(creating(pod("alpine"))).allowed()).isTrue();
    labelled.labels.put("shop", Map.of("a", "b"));
    assertThat(labelled.answer(creating(pod("alpine"))).allowed()).isFalse();
  }

  @Test
  void whatCannotBeJudgedIsRefusedOrWarnedAboutAsThePolicySays() {
    assertThat(door.answer(creating(pod("absent"))).message()).contains("ImageNotFound");
    Answer answer =
        new Door(Door.NO_MUSL.replace("onUndecided: Deny", "onUndecided: Warn"))
            .answer(creating(pod("absent")));
    assertThat(answer.allowed()).isTrue();
    assertThat(answer.warnings()).singleElement().asString().contains("ImageNotFound");
  }

  @Test
  void theInspectionEndsHalfASecondBeforeTheApiServerStopsWaiting() {
    Answer late = door.answer(creating(pod("alpine")), Duration.ofMillis(500));
    assertThat(late.message()).contains("DeadlineExceeded");
    Answer inTime = door.answer(creating(pod("alpine")), Duration.ofMillis(501));
    assertThat(inTime.message()).contains("LibcDenied");
  }

  @Test
  void S_37_while_answers_are_late_less_is_waited_for() {
    door.reserve.came(Duration.ofSeconds(1));
    door.answer(creating(pod("alpine")), Duration.ofSeconds(5));
    assertThat(door.waitedUntil)
        .singleElement()
        .satisfies(it -> assertThat(it.remaining()).isEqualTo(Duration.ofMillis(3500)));
  }

  @Test
  void beforeThePoliciesAreReadNothingIsAnsweredThatNeedsThem() {
    door.policiesRead = () -> false;
    assertThat(door.review(creating(pod("debian"))))
        .isEqualTo(new Unprepared("the policies were not read yet"));
    assertThat(door.waitedUntil)
        .singleElement()
        .satisfies(it -> assertThat(it.remaining()).isEqualTo(Duration.ofMillis(4_500)));
    assertThat(door.registry.asked).isEmpty();
    assertThat(door.observed).isEmpty();
  }

  @Test
  void beforeThePoliciesAreReadWhatNeedsNoVerdictPasses() {
    door.policiesRead = () -> false;
    door.owner("apps/v1", "ReplicaSet", "u1", "alpine:3");
    String owned = pod(ownedBy("apps/v1", "ReplicaSet", "u1"), containers("app", "alpine:3"));
    assertThat(door.answer(creating(owned))).isEqualTo(Answer.ALLOWED);
    assertThat(door.answer(updating(pod("a"), pod("b")).sub("scale"))).isEqualTo(Answer.ALLOWED);
    assertThat(door.answer(creating(pod("alpine")).in("kube-system"))).isEqualTo(Answer.ALLOWED);
    assertThat(door.waitedUntil).isEmpty();
  }

  @Test
  void everyAnswerIsObservedWithItsDryRun() {
    door.answer(creating(pod("alpine")).dryRun());
    door.answer(creating(pod("alpine")).operation("DELETE"));
    assertThat(door.observed).hasSize(2);
    assertThat(door.observed.getFirst().review().dryRun()).isTrue();
    assertThat(door.observed.getFirst().answer().allowed()).isFalse();
    assertThat(door.observed.getLast().report()).isNull();
  }

  @Test
  void a_dry_run_leaves_nothing_of_what_it_found_behind() {
    door.answer(creating(pod("alpine")).dryRun());
    door.answer(creating(pod("alpine")));
    assertThat(door.registry.lasting).containsExactly(false, true);
  }

  @Test
  void a_pod_of_an_existing_owner_is_not_judged_again() {
    door.owner("apps/v1", "ReplicaSet", "u1", "alpine:3");
    String owned = pod(ownedBy("apps/v1", "ReplicaSet", "u1"), containers("app", "alpine:3"));
    assertThat(door.answer(creating(owned))).isEqualTo(Answer.ALLOWED);
    assertThat(door.registry.asked).isEmpty();
  }

  @Test
  void anInjectedContainerIsJudgedAlone() {
    door.owner("apps/v1", "ReplicaSet", "u1", "alpine:3");
    String spec =
        "\"containers\": [{\"name\": \"app\", \"image\": \"alpine:3\"}, {\"name\": \"mesh\", \"image\": \"alpine:3\"}]";
    Answer answer = door.answer(creating(pod(ownedBy("apps/v1", "ReplicaSet", "u1"), spec)));
    assertThat(answer.message().lines()).singleElement().asString().contains("container mesh");
  }

  @ParameterizedTest
  @CsvSource({"apps/v1, ReplicaSet, forged", "apps/v1, StatefulSet, u1", "apps/v2, ReplicaSet, u1"})
  void aForgedOwnerBuysNothing(String version, String kind, String uid) {
    door.owner("apps/v1", "ReplicaSet", "u1", "alpine:3");
    String forged = pod(ownedBy(version, kind, uid), containers("app", "alpine:3"));
    assertThat(door.answer(creating(forged)).allowed()).isFalse();
  }

  @Test
  void anOwnerThatIsNoControllerBuysNothing() {
    door.owner("apps/v1", "ReplicaSet", "u1", "alpine:3");
    String owner = ownedBy("apps/v1", "ReplicaSet", "u1").replace("\"controller\": true,", "");
    assertThat(door.answer(creating(pod(owner, containers("app", "alpine:3")))).allowed())
        .isFalse();
  }

  @Test
  void aDeploymentIsJudgedWhoeverOwnsIt() {
    door.owner("example.com/v1", "App", "u1", "alpine:3");
    String owner = ownedBy("example.com/v1", "App", "u1");
    String object = templated("apps/v1", "Deployment", owner, containers("app", "alpine:3"));
    assertThat(door.answer(creating(object).of("apps", "Deployment", "deployments")).allowed())
        .isFalse();
  }

  @Test
  void anOwnerThatCannotBeLookedUpMeansJudging() {
    var failing =
        new Door(
            Door.NO_MUSL,
            it ->
                (namespace, owner, deadline) -> {
                  throw new IllegalStateException("the API server is gone");
                });
    String owned = pod(ownedBy("apps/v1", "ReplicaSet", "u1"), containers("app", "alpine"));
    assertThat(failing.answer(creating(owned)).allowed()).isFalse();
    String fine = pod(ownedBy("apps/v1", "ReplicaSet", "u1"), containers("app", "debian"));
    assertThat(failing.answer(creating(fine)).allowed()).isTrue();
  }

  @Test
  void S_13_aReferenceNeverNamesAFileOfTheOperator() {
    assertThat(door.answer(creating(pod("oci:1"))).message()).contains("docker.io/library/oci:1");
    assertThat(door.answer(creating(pod("docker-archive:alpine"))).message())
        .contains("docker.io/library/docker-archive:alpine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"initContainers", "ephemeralContainers"})
  void S_01_everyListOfContainersIsJudged(String list) {
    String spec =
        containers("app", "debian")
            + ", \"%s\": [{\"name\": \"x\", \"image\": \"alpine\"}]".formatted(list);
    assertThat(door.answer(creating(pod("", spec))).message())
        .contains("container x", "spec." + list + "[0].image");
    assertThat(
            door.answer(updating(pod("debian"), pod("", spec)).sub("ephemeralcontainers"))
                .allowed())
        .isFalse();
  }

  @Test
  void S_02_imagesOfVolumesAreJudged() {
    String spec =
        containers("app", "debian")
            + ", \"volumes\": [{\"name\": \"data\", \"image\": {\"reference\": \"alpine\"}}]";
    assertThat(door.answer(creating(pod("", spec))).message())
        .contains("container data", "spec.volumes[0].image.reference");
  }

  @Test
  void S_03_scaleAndStatusPassWithoutAnyQuestionToARegistry() {
    assertThat(door.answer(updating(pod("debian"), pod("alpine")).sub("scale")).allowed()).isTrue();
    assertThat(door.answer(updating(pod("debian"), pod("alpine")).sub("status")).allowed())
        .isTrue();
    assertThat(door.registry.asked).isEmpty();
  }

  @Test
  void S_04_aTagThatMovedIsJudgedByItsNewDigest() {
    assertThat(door.answer(creating(pod("debian:12"))).allowed()).isTrue();
    door.registry.move("debian", Facts.ALPINE);
    Answer moved = door.answer(creating(pod("debian:12")));
    assertThat(moved.allowed()).isFalse();
    assertThat(moved.message()).contains(DIGEST_OF_ALPINE);
  }

  @Test
  void S_26_whatNothingIsKnownAboutIsNotCompliant() {
    Answer answer = door.answer(creating(pod("mystery")));
    assertThat(answer.allowed()).isFalse();
    assertThat(answer.message()).contains("FactUnknown");
  }

  @Test
  void S_28_anUnexpectedFailureIsNoAnswer() {
    door.policiesRead =
        () -> {
          throw new IllegalStateException("a bug");
        };
    assertThatThrownBy(() -> door.answer(creating(pod("debian"))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(door.observed).isEmpty();
  }

  @Test
  void S_31_anImageThatThrowsIsUndecidedAndTheOthersAreRefused() {
    Answer answer =
        door.answer(
            creating(
                pod(
                    "",
                    containers("app", "alpine")
                        + ","
                        + containers("broken", "broken").replace("containers", "initContainers"))));
    assertThat(answer.allowed()).isFalse();
    assertThat(answer.message().lines())
        .satisfiesExactlyInAnyOrder(
            it -> assertThat(it).contains("container app", "LibcDenied"),
            it -> assertThat(it).contains("container broken", "a bug", "FactUnknown"));
  }
}
