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
   * many each time, until there is news of enforcement.
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
    boolean written = true;
    for (PolicyObject it : policies) {
      Optional<Tally> tally = counts.tally(it.getMetadata().getName());
      written &=
          settle(
              it,
              BaseImagePolicyStatus.class,
              shown -> PolicyConclusion.of(it, view.compilation(it), present, shown, tally, now));
    }
    Set<String> names =
        policies.stream().map(it -> it.getMetadata().getName()).collect(Collectors.toSet());
    for (PolicyObject it : exceptions) {
      Optional<Collection<String>> users = counts.users(it.getMetadata().getName());
      written &=
          settle(
              it,
              BaseImageExceptionStatus.class,
              shown -> ExceptionConclusion.of(it, view.compilation(it), shown, names, users, now));
    }
    return written;
  }

  /** What is thrown at one policy or exception leaves the others their statuses. */
  private <S extends Record> boolean settle(
      PolicyObject object, Class<S> type, Function<S, Conclusion<S>> conclude) {
    try {
      return settled(object, type, conclude);
    } catch (RuntimeException | Error e) {
      Faults.told("status of " + object.getKind() + " " + object.getMetadata().getName(), e);
      return true;
    }
  }

  private <S extends Record> boolean settled(
      PolicyObject object, Class<S> type, Function<S, Conclusion<S>> conclude) {
    S shown = StatusPatch.read(own.newest(object), type);
    Conclusion<S> conclusion = conclude.apply(shown);
    Optional<String> patch =
        StatusPatch.between(object.getMetadata().getUid(), shown, conclusion.status());
    if (patch.isEmpty()) {
      return true;
    }
    try {
      writer
          .write(object, patch.get())
          .ifPresent(
              returned -> {
                own.remember(returned);
                conclusion.notices().forEach(notices);
              });
      return true;
    } catch (KubernetesClientException e) {
      LOG.atWarn()
          .addKeyValue("kind", object.getKind())
          .addKeyValue("name", object.getMetadata().getName())
          .addKeyValue("code", e.getCode())
          .setCause(e)
          .log("status not written");
      return false;
    }
  }
}
