package dev.bedplate.reconcile;

import dev.bedplate.api.v1alpha1.BaseImageExceptionStatus;
import dev.bedplate.api.v1alpha1.BaseImagePolicyStatus;
import dev.bedplate.cluster.ClusterView;
import dev.bedplate.cluster.PolicyObject;
import dev.bedplate.event.Notice;
import dev.bedplate.fault.Faults;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the statuses of policies and exceptions true and tells what changed, in rounds; for one
 * thread.
 */
final class Statuses {
  private static final Logger LOG = LoggerFactory.getLogger(Statuses.class);
  private static final int MAX_REST = 32;
  private final ClusterView view;
  private final VerdictBoard board;
  private final StatusWriter writer;
  private final Supplier<Effect> effect;
  private final Consumer<Notice> notices;
  private final OwnWrites own = new OwnWrites();
  private Counts counts = Counts.UNKNOWN;
  private @Nullable Effect last;
  private int rest;
  private int nextRest = 1;

  /** What became of one object; another one may do better after it was refused. */
  private enum Outcome {
    Written,
    Refused,
    Failed
  }

  /** What is counted over all workloads. */
  private record Counts(
      boolean known, Map<String, Tally> tallies, Map<String, ? extends Collection<String>> users) {
    static final Counts UNKNOWN = new Counts(false, Map.of(), Map.of());

    Optional<Tally> tally(String policy) {
      return known ? Optional.of(tallies.getOrDefault(policy, Tally.NONE)) : Optional.empty();
    }

    Optional<Collection<String>> users(String exception) {
      Collection<String> found = users.get(exception);
      return known ? Optional.of(found == null ? List.of() : found) : Optional.empty();
    }
  }

  Statuses(
      ClusterView view,
      VerdictBoard board,
      StatusWriter writer,
      Supplier<Effect> effect,
      Consumer<Notice> notices) {
    this.view = view;
    this.board = board;
    this.writer = writer;
    this.effect = effect;
    this.notices = notices;
  }

  /**
   * Writes what differs from what objects show. After a failure some rounds are left out, twice as
   * many each time, until there is news of enforcement; one that is not the object's ends the
   * round.
   *
   * @param counted whether every workload was judged once
   */
  void round(Instant now, boolean counted) {
    Effect present = effect.get();
    if (rest > 0 && present.equals(last)) {
      rest--;
      return;
    }
    last = present;
    rest = 0;
    if (counted && (board.takeChanged() || !counts.known())) {
      counts = new Counts(true, board.tallies(), board.users());
    }
    if (settle(present, now)) {
      nextRest = 1;
    } else {
      rest = nextRest;
      nextRest = Math.min(nextRest * 2, MAX_REST);
    }
  }

  /** Whether everything could be written. */
  private boolean settle(Effect present, Instant now) {
    // Compiles each policy once; asked one by one they would be compiled again and again.
    view.catalog();
    Collection<? extends PolicyObject> policies = view.policies();
    Collection<? extends PolicyObject> exceptions = view.exceptions();
    own.retain(
        Stream.concat(policies.stream(), exceptions.stream())
            .map(it -> it.getMetadata().getUid())
            .collect(Collectors.toSet()));
    Set<String> names =
        policies.stream().map(it -> it.getMetadata().getName()).collect(Collectors.toSet());
    Stream<Supplier<Outcome>> each =
        Stream.concat(
            policies.stream().map(it -> () -> policy(it, present, now)),
            exceptions.stream().map(it -> () -> exception(it, names, now)));
    boolean written = true;
    for (Supplier<Outcome> one : each.toList()) {
      switch (one.get()) {
        case Written -> {}
        case Refused -> written = false;
        // Each attempt may take minutes, and the next one would fail as well.
        case Failed -> {
          return false;
        }
      }
    }
    return written;
  }

  private Outcome policy(PolicyObject object, Effect present, Instant now) {
    Optional<Tally> tally = counts.tally(object.getMetadata().getName());
    return settle(
        object,
        BaseImagePolicyStatus.class,
        shown -> PolicyConclusion.of(object, view.compilation(object), present, shown, tally, now));
  }

  private Outcome exception(PolicyObject object, Set<String> policies, Instant now) {
    Optional<Collection<String>> users = counts.users(object.getMetadata().getName());
    return settle(
        object,
        BaseImageExceptionStatus.class,
        shown ->
            ExceptionConclusion.of(object, view.compilation(object), shown, policies, users, now));
  }

  /** What is thrown at one policy or exception leaves the others their statuses. */
  private <S extends Record> Outcome settle(
      PolicyObject object, Class<S> type, Function<S, Conclusion<S>> conclude) {
    try {
      return settled(object, type, conclude);
    } catch (RuntimeException | Error e) {
      Faults.told("status of " + object.getKind() + " " + object.getMetadata().getName(), e);
      return Outcome.Written;
    }
  }

  private <S extends Record> Outcome settled(
      PolicyObject object, Class<S> type, Function<S, Conclusion<S>> conclude) {
    S shown = StatusPatch.read(own.newest(object), type);
    Conclusion<S> conclusion = conclude.apply(shown);
    Optional<String> patch =
        StatusPatch.between(object.getMetadata().getUid(), shown, conclusion.status());
    if (patch.isEmpty()) {
      return Outcome.Written;
    }
    try {
      writer
          .write(object, patch.get())
          .ifPresent(
              returned -> {
                own.remember(returned);
                conclusion.notices().forEach(notices);
              });
      return Outcome.Written;
    } catch (KubernetesClientException e) {
      LOG.atWarn()
          .addKeyValue("kind", object.getKind())
          .addKeyValue("name", object.getMetadata().getName())
          .addKeyValue("code", e.getCode())
          .setCause(e)
          .log("status not written");
      return switch (Refusal.of(e)) {
        case Gone, TooMuch -> Outcome.Refused;
        case ForNow -> Outcome.Failed;
      };
    }
  }
}
