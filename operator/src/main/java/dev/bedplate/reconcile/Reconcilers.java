package dev.bedplate.reconcile;

import dev.bedplate.check.Checker;
import dev.bedplate.cluster.Change;
import dev.bedplate.cluster.ClusterView;
import dev.bedplate.cluster.Ownership.Claim;
import dev.bedplate.cluster.WorkloadObject;
import dev.bedplate.event.Notice;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.Lifecycle;
import dev.bedplate.workload.manifest.WorkloadKind;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationService;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The controllers of all workload kinds, and what keeps policies and exceptions informed about
 * them.
 */
public final class Reconcilers implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(20);
  private final Operator operator;
  private final Map<WorkloadKind, WorkloadReconciler<?>> reconcilers =
      new EnumMap<>(WorkloadKind.class);
  private final VerdictBoard board = new VerdictBoard();
  private final Retries retries = new Retries(new SplittableRandom());
  private final Rounds rounds;
  private final boolean alone;

  /**
   * What the controllers work with.
   *
   * @param effect whether what policies refuse is refused in fact; must answer at once
   * @param lease empty when this process is the only one
   * @param notices told what happened to which object; must return at once
   */
  public record Surroundings(
      KubernetesClient client,
      ClusterView view,
      Checker checker,
      RegistryAccess access,
      BiFunction<Distribution, LocalDate, Lifecycle> lifecycles,
      Set<String> excludedNamespaces,
      Supplier<Effect> effect,
      Optional<LeaderElectionConfiguration> lease,
      Consumer<Notice> notices,
      Clock clock) {
    public Surroundings {
      excludedNamespaces = Set.copyOf(excludedNamespaces);
    }
  }

  /** Controllers that do nothing until they are started. */
  public Reconcilers(Surroundings surroundings) {
    alone = surroundings.lease().isEmpty();
    var turns = new Turns();
    var looks = new TagLooks(surroundings.clock().instant());
    rounds =
        new Rounds(
            surroundings.view(),
            new Workloads(),
            new Statuses(
                surroundings.view(),
                board,
                new StatusWriter(surroundings.client()),
                surroundings.effect(),
                surroundings.notices()),
            looks,
            surroundings.clock());
    operator =
        new Operator(
            overrider -> {
              overrider
                  .withKubernetesClient(surroundings.client())
                  .withCloseClientOnStop(false)
                  .withResourceCloner(new SharedObjects())
                  .withExecutorService(turns.executor())
                  .withReconciliationTerminationTimeout(STOP)
                  .withStopOnInformerErrorDuringStartup(false)
                  .withUseSSAToPatchPrimaryResource(false);
              surroundings
                  .lease()
                  .map(it -> Leadership.also(it, rounds::start, rounds::close))
                  .ifPresent(overrider::withLeaderElectionConfiguration);
            });
    Pods pods = new Pods(board, uid -> again(it -> uid.equals(it.getMetadata().getUid())));
    Desk desk =
        new Desk(
            surroundings.view(),
            new Owners(new Watched(), surroundings.clock()),
            surroundings.checker(),
            surroundings.access(),
            looks,
            new MarksComposer(surroundings.lifecycles()),
            new MarksWriter(new MarksRequests(surroundings.client())),
            board,
            pods,
            new RunningImages(surroundings.checker()),
            retries,
            turns,
            (object, before, after, checked, drifting) ->
                VerdictNotices.of(object, before, after, checked, drifting)
                    .forEach(surroundings.notices()),
            surroundings.clock());
    for (WorkloadKind kind : WorkloadKind.values()) {
      reconcilers.put(
          kind, registered(WorkloadObject.typeOf(kind), desk, surroundings.excludedNamespaces()));
    }
    surroundings.view().listen(this::changed);
  }

  private <T extends WorkloadObject> WorkloadReconciler<T> registered(
      Class<T> type, Desk desk, Set<String> excludedNamespaces) {
    ConfigurationService service = operator.getConfigurationService();
    WorkloadReconciler<T> reconciler = new WorkloadReconciler<>(desk);
    operator.register(reconciler, WorkloadConfiguration.of(type, service, excludedNamespaces));
    return reconciler;
  }

  /** Starts watching; returns when every kind was read once. */
  public void start() {
    operator.start();
    if (alone) {
      rounds.start();
    }
  }

  /** Whether every watch is alive. */
  public boolean healthy() {
    return operator.getRuntimeInfo().isStarted()
        && operator.getRuntimeInfo().allEventSourcesAreHealthy();
  }

  /** The last verdict on every workload. */
  public VerdictBoard board() {
    return board;
  }

  /** How many workloads wait to be looked at again. */
  public int unsettled() {
    return retries.waiting();
  }

  /** Whether this process is the leader and has judged every workload once. */
  boolean judged() {
    return healthy() && reconcilers.values().stream().allMatch(WorkloadReconciler::allReconciled);
  }

  @Override
  public void close() {
    rounds.close();
    operator.stop();
  }

  private void changed(Change change) {
    switch (change) {
      case Change.Everywhere _ -> again(_ -> true);
      case Change.InNamespace(var name) ->
          again(it -> name.equals(it.getMetadata().getNamespace()));
    }
  }

  private void again(Predicate<WorkloadObject> filter) {
    reconcilers.values().forEach(it -> it.again(filter));
  }

  private final class Workloads implements Rounds.Workloads {
    @Override
    public void again() {
      Reconcilers.this.again(_ -> true);
    }

    @Override
    public void callRoll() {
      reconcilers.values().forEach(WorkloadReconciler::callRoll);
    }

    @Override
    public boolean judged() {
      return Reconcilers.this.judged();
    }
  }

  private final class Watched implements Owners.Known {
    @Override
    public boolean read(Claim claim) {
      return kind(claim).filter(WorkloadReconciler::isRead).isPresent();
    }

    @Override
    public Optional<WorkloadObject> object(Claim claim) {
      return kind(claim).flatMap(it -> it.known(claim.namespace(), claim.name()));
    }

    private Optional<WorkloadReconciler<?>> kind(Claim claim) {
      return Optional.ofNullable(reconcilers.get(claim.kind()));
    }
  }
}
