package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.check.Checker;
import dev.bedplate.check.Judge;
import dev.bedplate.cluster.ClusterView;
import dev.bedplate.cluster.Ownership.Claim;
import dev.bedplate.cluster.WorkloadObject;
import dev.bedplate.cluster.WorkloadObject.PodObject;
import dev.bedplate.fixture.MockCluster;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.LifecycleTable;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.ImageInspector;
import dev.bedplate.inspect.distribution.LifecycleResource;
import dev.bedplate.policy.Report;
import dev.bedplate.policy.Verdict;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.Traffic;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JOSDK gives up what throws a few times: nothing may, and what is not settled says when. */
class WorkloadReconcilerTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Platform PLATFORM = new Platform("linux", "amd64", null);
  private final MockCluster cluster = new MockCluster();
  private final ClusterView view = new ClusterView(cluster.client(), List.of(PLATFORM));
  private final VerdictBoard board = new VerdictBoard();
  private Judge judge =
      (workload, _, _, _) -> new Report(workload, new Verdict.Exempt(List.of()), false);
  private final WorkloadReconciler<PodObject> reconciler = new WorkloadReconciler<>(desk());

  @BeforeEach
  void start() {
    view.start();
    await().until(view::synced);
  }

  @AfterEach
  void stop() {
    view.close();
    cluster.close();
  }

  private Desk desk() {
    LifecycleTable lifecycles = LifecycleResource.load();
    var checker =
        new Checker(new Silent(), (a, b, c, d) -> judge.decide(a, b, c, d), _ -> List.of(PLATFORM));
    var looks = new TagLooks(CLOCK.instant());
    return new Desk(
        view,
        new Owners(new Nobody(), CLOCK),
        checker,
        (_, _) ->
            new Access(
                Keychain.ANONYMOUS, Deadline.in(Duration.ofSeconds(10), CLOCK), new Traffic()),
        looks,
        new MarksComposer(lifecycles::lifecycle),
        new MarksWriter(new MarksRequests(cluster.client())),
        board,
        new Pods(board, _ -> {}),
        new RunningImages(checker),
        new Retries(new SplittableRandom(1)),
        new Turns(),
        (_, _, _, _, _) -> {},
        CLOCK);
  }

  /** Knows no owner. */
  private record Nobody() implements Owners.Known {
    @Override
    public boolean read(Claim claim) {
      return true;
    }

    @Override
    public Optional<WorkloadObject> object(Claim claim) {
      return Optional.empty();
    }
  }

  /** Finds nothing out. */
  private record Silent() implements ImageInspector {
    @Override
    public List<Inspection> inspect(ImageReference reference, Platform platform, Access access) {
      return List.of(
          new Inspection.Failed(reference, platform, UndecidedReason.RegistryUnavailable, ""));
    }

    @Override
    public List<Platform> platforms(ImageReference reference, Access access) {
      return List.of();
    }
  }

  private static PodObject pod() {
    var pod = new PodObject();
    pod.setApiVersion("v1");
    pod.setKind("Pod");
    pod.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("web")
            .withUid("u")
            .withResourceVersion("1")
            .build());
    pod.setAdditionalProperty(
        "spec", Map.of("containers", List.of(Map.of("name", "app", "image", "app:1"))));
    return pod;
  }

  @SuppressWarnings("unchecked")
  private static Context<PodObject> context(boolean deleted) {
    return (Context<PodObject>)
        Proxy.newProxyInstance(
            WorkloadReconcilerTest.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, _) -> method.getName().equals("isPrimaryResourceDeleted") ? deleted : null);
  }

  private UpdateControl<PodObject> reconcile() {
    return reconciler.reconcile(pod(), context(false));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 409, 429, 500, 503})
  void S_36_marks_that_are_not_taken_are_tried_again_without_end(int code) {
    cluster.refuse(code);
    for (int attempt = 0; attempt < 30; attempt++) {
      assertThat(reconcile().getScheduleDelay()).hasValueSatisfying(WorkloadReconcilerTest::soon);
    }
    assertThat(board.line("u")).isPresent();
  }

  private static void soon(long millis) {
    assertThat(millis).isBetween(4_000L, 72_000L);
  }

  @Test
  void an_object_that_is_gone_is_not_tried_again() {
    cluster.refuse(404);
    assertThat(reconcile().getScheduleDelay()).isEmpty();
  }

  @Test
  void a_bug_while_one_is_judged_is_tried_again() {
    judge =
        (_, _, _, _) -> {
          throw new IllegalStateException("bug");
        };
    assertThat(reconcile().getScheduleDelay()).isPresent();
    judge =
        (_, _, _, _) -> {
          throw new StackOverflowError();
        };
    assertThat(reconcile().getScheduleDelay()).isPresent();
  }

  @Test
  void a_workload_that_is_deleted_counts_no_more() {
    reconcile();
    assertThat(board.line("u")).isPresent();
    reconciler.reconcile(pod(), context(true));
    assertThat(board.line("u")).isEmpty();
  }
}
