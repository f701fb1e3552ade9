package dev.bedplate.reconcile;

import dev.bedplate.cluster.Ownership;
import dev.bedplate.cluster.Ownership.Claim;
import dev.bedplate.cluster.WorkloadObject;
import dev.bedplate.cluster.WorkloadReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Believes what a workload says about its owner only where the owner, as the watches know it,
 * agrees. One watch may be behind another, so what speaks against an owner must last a while.
 */
final class Owners {
  /** Before every kind is read once, an owner that is not there means nothing. */
  private static final Duration UNREAD = Duration.ofSeconds(1);

  private static final Duration BEHIND = Duration.ofSeconds(5);
  private static final Belonging ALONE = new Belonging.Alone();
  private final Known known;
  private final Clock clock;
  private final Map<String, Instant> doubted = new ConcurrentHashMap<>();

  /** The workloads as the watches know them. */
  interface Known {
    /** Whether the objects of the claimed kind were read once. */
    boolean read(Claim claim);

    /** The object of the claimed kind, namespace and name. */
    Optional<WorkloadObject> object(Claim claim);
  }

  Owners(Known known, Clock clock) {
    this.known = known;
    this.clock = clock;
  }

  /** Whose {@code object} is. */
  Belonging of(WorkloadObject object) {
    Optional<Claim> claim = Ownership.claim(object);
    if (claim.isEmpty()) {
      return ALONE;
    }
    if (!known.read(claim.get())) {
      return new Belonging.Unsure(UNREAD);
    }
    String uid = object.getMetadata().getUid();
    Belonging belonging = of(object, claim.get());
    if (belonging instanceof Belonging.Owned(_, var beyond) && beyond.isEmpty()) {
      forget(uid);
      return belonging;
    }
    Instant now = clock.instant();
    Instant certain = doubted.computeIfAbsent(uid, _ -> now).plus(BEHIND);
    return now.isBefore(certain) ? new Belonging.Unsure(Duration.between(now, certain)) : belonging;
  }

  private Belonging of(WorkloadObject object, Claim claim) {
    return known
        .object(claim)
        .filter(owner -> claim.equals(Claim.on(owner)))
        .map(owner -> Ownership.beyond(WorkloadReader.read(owner, null).images(), object))
        .<Belonging>map(beyond -> new Belonging.Owned(claim.uid(), beyond))
        .orElse(ALONE);
  }

  /** Forgets an object that is gone. */
  void forget(String uid) {
    doubted.remove(uid);
  }
}
