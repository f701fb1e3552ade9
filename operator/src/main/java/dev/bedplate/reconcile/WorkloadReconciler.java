package dev.bedplate.reconcile;

import dev.bedplate.catalog.Catalog;
import dev.bedplate.check.Checked;
import dev.bedplate.check.Checker;
import dev.bedplate.cluster.ClusterView;
import dev.bedplate.cluster.Ownership;
import dev.bedplate.cluster.WorkloadObject;
import dev.bedplate.cluster.WorkloadReader;
import dev.bedplate.fault.Faults;
import dev.bedplate.workload.Workload;
import dev.bedplate.workload.manifest.WorkloadKind;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Judges the workloads of one kind and writes what came of it on them. */
final class WorkloadReconciler<T extends WorkloadObject> implements Reconciler<T> {
  /** Before policies are known, every mark would be taken off. */
  private static final Duration UNSYNCED = Duration.ofSeconds(1);

  private final ClusterView view;
  private final Owners owners;
  private final Checker checker;
  private final RegistryAccess access;
  private final TagLooks looks;
  private final MarksComposer composer;
  private final MarksWriter writer;
  private final WrittenMarks written = new WrittenMarks();
  private final VerdictBoard board;
  private final Pods pods;
  private final Retries retries;
  private final Turns turns;
  private final Announcer announcer;
  private final Clock clock;
  private final FirstPass firstPass = new FirstPass();
  private @Nullable Triggers<T> triggers;

  WorkloadReconciler(Desk desk) {
    view = desk.view();
    owners = desk.owners();
    checker = desk.checker();
    access = desk.access();
    looks = desk.looks();
    composer = desk.composer();
    writer = desk.writer();
    board = desk.board();
    pods = desk.pods();
    retries = desk.retries();
    turns = desk.turns();
    announcer = desk.announcer();
    clock = desk.clock();
  }

  @Override
  public List<EventSource<?, T>> prepareEventSources(EventSourceContext<T> context) {
    Triggers<T> made = new Triggers<>(context.getPrimaryCache());
    triggers = made;
    return List.of(made);
  }

  /** Has every known object reconciled again that passes {@code filter}. */
  void again(Predicate<WorkloadObject> filter) {
    Triggers<T> known = triggers;
    if (known != null) {
      known.fire(filter::test);
    }
  }

  /** Whether every known object was reconciled once. */
  boolean allReconciled() {
    Triggers<T> known = triggers;
    return known != null && known.isRunning() && firstPass.over(known.uids());
  }

  @Override
  public UpdateControl<T> reconcile(T object, Context<T> context) {
    if (!view.synced()) {
      return UpdateControl.<T>noUpdate().rescheduleAfter(UNSYNCED);
    }
    UpdateControl<T> done = UpdateControl.noUpdate();
    if (context.isPrimaryResourceDeleted()) {
      forget(object.getMetadata().getUid());
      return done;
    }
    return look(object).map(done::rescheduleAfter).orElse(done);
  }

  /** The answer is when to look again, if so. */
  private Optional<Duration> look(T object) {
    return switch (owners.of(object)) {
      case Belonging.Unsure(var patience) -> Optional.of(patience);
      case Belonging.Alone _ -> seen(object, () -> judge(object, read(object), null));
      case Belonging.Owned(var owner, var beyond) ->
          seen(
              object,
              () ->
                  beyond.isEmpty()
                      ? follow(object, owner)
                      : judge(object, read(object).withImages(beyond), owner));
    };
  }

  private Optional<Duration> seen(T object, Supplier<Optional<Duration>> look) {
    try {
      return look.get();
    } finally {
      firstPass.seen(object.getMetadata().getUid());
    }
  }

  private Workload read(T object) {
    return WorkloadReader.read(object, view.namespaceLabels(object.getMetadata().getNamespace()));
  }

  /**
   * Judges what nobody else is judged for.
   *
   * @param owner who is judged for the other images of the object
   */
  private Optional<Duration> judge(T object, Workload workload, @Nullable String owner) {
    String uid = object.getMetadata().getUid();
    Instant now = clock.instant();
    Catalog catalog = view.catalog();
    Checked checked =
        checker.examine(workload, () -> access.of(object, looks.age(now)), turns::aside, now);
    board.put(uid, Line.of(checked, catalog.policies()));
    belongs(object, owner == null ? uid : owner);
    write(object, checked, pods.drifting(uid), LocalDate.ofInstant(now, ZoneOffset.UTC));
    if (Line.undecided(checked.report().verdict()).isEmpty()) {
      retries.settled(uid);
      return Optional.empty();
    }
    return Optional.of(retries.next(uid));
  }

  private void belongs(T object, String owner) {
    String uid = object.getMetadata().getUid();
    if (object.workloadKind() == WorkloadKind.Pod) {
      pods.runs(uid, owner, Ownership.running(object));
    } else {
      pods.owned(uid, owner);
    }
  }

  private void write(T object, Checked checked, int drifting, LocalDate today) {
    Marks shown = written.shown(object);
    Marks wanted = composer.compose(checked, drifting, today);
    MarksPatch.between(shown, wanted)
        .ifPresent(
            patch -> {
              show(object, patch, wanted);
              announce(object, shown, wanted, checked, drifting);
            });
  }

  /** What was written stays written, whether or not it can be told. */
  private void announce(T object, Marks shown, Marks wanted, Checked checked, int drifting) {
    try {
      announcer.judged(object, shown, wanted, checked, drifting);
    } catch (RuntimeException | Error e) {
      Faults.told("what is told of " + object.getKind() + " " + object.getMetadata().getName(), e);
    }
  }

  /**
   * What is judged with its owner is not judged itself, and loses what it showed before it had one.
   * Annotations alone stay: the Deployment controller copies those of a Deployment to its
   * ReplicaSets and would write them again and again.
   */
  private Optional<Duration> follow(T object, String owner) {
    String uid = object.getMetadata().getUid();
    board.remove(uid);
    retries.settled(uid);
    belongs(object, owner);
    Marks shown = written.shown(object);
    if (shown.verdict() != null) {
      MarksPatch.between(shown, Marks.NONE).ifPresent(patch -> show(object, patch, Marks.NONE));
    }
    return Optional.empty();
  }

  private void show(T object, String patch, Marks marks) {
    writer.write(object, patch);
    written.remember(object, marks);
  }

  /** Whether all objects of this kind were read once. */
  boolean isRead() {
    Triggers<T> known = triggers;
    return known != null && known.isRunning();
  }

  /** The object of that name, as it was watched last. */
  Optional<WorkloadObject> known(String namespace, String name) {
    Triggers<T> known = triggers;
    return known == null ? Optional.empty() : known.object(namespace, name).map(it -> it);
  }

  private void forget(String uid) {
    owners.forget(uid);
    board.remove(uid);
    pods.forget(uid);
    retries.settled(uid);
    written.forget(uid);
  }
}
