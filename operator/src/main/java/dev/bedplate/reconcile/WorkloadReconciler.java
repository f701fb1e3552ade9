package dev.bedplate.reconcile;

import static java.util.Comparator.naturalOrder;

import dev.bedplate.catalog.Catalog;
import dev.bedplate.check.Checked;
import dev.bedplate.check.Checker;
import dev.bedplate.cluster.ClusterView;
import dev.bedplate.cluster.Ownership;
import dev.bedplate.cluster.RunningImage;
import dev.bedplate.cluster.WorkloadObject;
import dev.bedplate.cluster.WorkloadReader;
import dev.bedplate.fault.Faults;
import dev.bedplate.workload.Workload;
import dev.bedplate.workload.manifest.WorkloadKind;
import io.fabric8.kubernetes.api.model.ObjectMeta;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
  private final VerdictBoard board;
  private final Pods pods;
  private final RunningImages runningImages;
  private final Retries retries;
  private final Turns turns;
  private final Announcer announcer;
  private final Clock clock;
  private final Attendance attendance = new Attendance();
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
    runningImages = desk.runningImages();
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
    return known != null && known.isRunning() && attendance.passed(known.uids());
  }

  @Override
  public UpdateControl<T> reconcile(T object, Context<T> context) {
    UpdateControl<T> done = UpdateControl.noUpdate();
    if (context.isPrimaryResourceDeleted()) {
      String uid = object.getMetadata().getUid();
      if (there(object)) {
        attendance.forget(uid);
      } else {
        forget(uid);
      }
      return done;
    }
    attendance.begun(object.getMetadata().getUid());
    if (!view.synced()) {
      return done.rescheduleAfter(UNSYNCED);
    }
    return look(object).map(done::rescheduleAfter).orElse(done);
  }

  /** What took the place of a deleted object is handed out as the deleted one; then it is there. */
  private boolean there(T object) {
    ObjectMeta metadata = object.getMetadata();
    return known(metadata.getNamespace(), metadata.getName())
        .filter(it -> it.getMetadata().getUid().equals(metadata.getUid()))
        .isPresent();
  }

  /** Forgets who is gone, and looks at who was overlooked. */
  void callRoll() {
    Triggers<T> known = triggers;
    if (known == null || !known.isRunning()) {
      return;
    }
    Attendance.Roll roll = attendance.call(known.uids());
    roll.gone().forEach(this::forget);
    if (!roll.overlooked().isEmpty() && turns.allTaken()) {
      known.fire(it -> roll.overlooked().contains(it.getMetadata().getUid()));
    }
  }

  /** The answer is when to look again, if so. */
  private Optional<Duration> look(T object) {
    try {
      return switch (owners.of(object)) {
        case Belonging.Unsure(var patience) -> Optional.of(patience);
        case Belonging.Alone _ -> looked(object, judge(object, read(object), null));
        case Belonging.Owned(var owner, var beyond) ->
            looked(
                object,
                beyond.isEmpty()
                    ? follow(object, owner)
                    : judge(object, read(object).withImages(beyond), owner));
      };
    } catch (RuntimeException | Error e) {
      // Left to JOSDK, it would be tried a few times and then never again.
      Faults.told(name(object), e);
      return looked(object, EnumSet.of(Unsettled.Broken));
    }
  }

  private Optional<Duration> looked(T object, Set<Unsettled> open) {
    String uid = object.getMetadata().getUid();
    attendance.looked(uid);
    if (open.isEmpty()) {
      retries.settled(uid);
    }
    return open.stream().min(naturalOrder()).map(it -> retries.next(uid, it));
  }

  private String name(T object) {
    ObjectMeta metadata = object.getMetadata();
    return object.getKind() + " " + metadata.getNamespace() + "/" + metadata.getName();
  }

  private Workload read(T object) {
    return WorkloadReader.read(object, view.namespaceLabels(object.getMetadata().getNamespace()));
  }

  /**
   * Judges what nobody else is judged for.
   *
   * @param owner who is judged for the other images of the object
   */
  private Set<Unsettled> judge(T object, Workload workload, @Nullable String owner) {
    String uid = object.getMetadata().getUid();
    Instant now = clock.instant();
    Catalog catalog = view.catalog();
    Checked checked =
        checker.examine(workload, () -> access.of(object, looks.age(now)), turns::aside, now);
    board.put(uid, Line.of(checked, catalog.policies()));
    Set<Unsettled> open = belongs(object, owner == null ? uid : owner);
    int drifting = pods.drifting(uid);
    Marks wanted = composer.compose(checked, drifting, LocalDate.ofInstant(now, ZoneOffset.UTC));
    Writing writing = writer.show(object, wanted);
    if (writing instanceof Writing.Done done) {
      announce(object, done, checked, drifting);
    }
    open.addAll(unwritten(writing));
    if (!checked.report().verdict().undecided().isEmpty()) {
      open.add(Unsettled.Undecided);
    }
    return open;
  }

  private static Set<Unsettled> unwritten(Writing writing) {
    return switch (writing) {
      case Writing.Failed(var why) -> EnumSet.of(why);
      case Writing.Unneeded _, Writing.Done _, Writing.Gone _ -> EnumSet.noneOf(Unsettled.class);
    };
  }

  private Set<Unsettled> belongs(T object, String owner) {
    String uid = object.getMetadata().getUid();
    Set<Unsettled> open = EnumSet.noneOf(Unsettled.class);
    if (object.workloadKind() != WorkloadKind.Pod) {
      pods.owned(uid, owner);
      return open;
    }
    pods.runs(uid, owner, Ownership.running(object));
    for (RunningImage image : pods.unclear(uid)) {
      runningImages
          .contents(image, () -> access.of(object, looks.age(clock.instant())), turns::aside)
          .ifPresentOrElse(
              it -> pods.consists(uid, image.digest(), it), () -> open.add(Unsettled.Undecided));
    }
    return open;
  }

  /** What was written stays written, whether or not it can be told. */
  private void announce(T object, Writing.Done done, Checked checked, int drifting) {
    try {
      announcer.judged(object, done.before(), done.after(), checked, drifting);
    } catch (RuntimeException | Error e) {
      Faults.told("what is told of " + name(object), e);
    }
  }

  /**
   * What is judged with its owner is not judged itself, and loses what it showed before it had one.
   * Annotations alone stay: the Deployment controller copies those of a Deployment to its
   * ReplicaSets and would write them again and again.
   */
  private Set<Unsettled> follow(T object, String owner) {
    board.remove(object.getMetadata().getUid());
    Set<Unsettled> open = belongs(object, owner);
    if (writer.shown(object).verdict() != null) {
      open.addAll(unwritten(writer.show(object, Marks.NONE)));
    }
    return open;
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
    writer.forget(uid);
    attendance.forget(uid);
  }
}
