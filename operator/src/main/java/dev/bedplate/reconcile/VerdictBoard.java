package dev.bedplate.reconcile;

import dev.bedplate.image.Digest;
import dev.bedplate.policy.Verdict.Word;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The last verdict on every workload, by its UID; what statuses and counts are made from. */
public final class VerdictBoard {
  private final Map<String, Line> lines = new ConcurrentHashMap<>();
  private final AtomicBoolean changed = new AtomicBoolean();

  void put(String uid, Line line) {
    if (!line.equals(lines.put(uid, line))) {
      changed.set(true);
    }
  }

  void remove(String uid) {
    if (lines.remove(uid) != null) {
      changed.set(true);
    }
  }

  Optional<Line> line(String uid) {
    return Optional.ofNullable(lines.get(uid));
  }

  /** Whether anything changed since this was asked last. */
  boolean takeChanged() {
    return changed.getAndSet(false);
  }

  /** How the workloads stand with each policy that concerns any. */
  Map<String, Tally> tallies() {
    var counts = new HashMap<String, Tally.Count>();
    for (Line line : lines.values()) {
      line.standings().forEach((policy, standing) -> count(counts, policy).add(standing));
      line.refusing().forEach(policy -> count(counts, policy).addRefused());
      line.breaches().forEach(it -> count(counts, it.policy()).add(it, line.name()));
    }
    var tallies = new HashMap<String, Tally>();
    counts.forEach((policy, count) -> tallies.put(policy, count.tally()));
    return tallies;
  }

  private static Tally.Count count(Map<String, Tally.Count> counts, String policy) {
    return counts.computeIfAbsent(policy, _ -> new Tally.Count());
  }

  /** How many violations and workloads each mode of a policy has: for metrics. */
  public Map<String, Integer> violating() {
    var counts = new TreeMap<String, Integer>();
    for (Line line : lines.values()) {
      line.standings()
          .forEach(
              (policy, standing) ->
                  counts.merge(policy, standing == Word.Violating ? 1 : 0, Integer::sum));
    }
    return counts;
  }

  /** How many workloads have each verdict, by its name: for metrics. */
  public Map<String, Integer> verdicts() {
    var counts = new TreeMap<String, Integer>();
    for (Word standing : Line.WORST_FIRST) {
      counts.put(standing.name(), 0);
    }
    lines.values().forEach(line -> counts.merge(line.verdict(), 1, Integer::sum));
    return counts;
  }

  /** How many workloads use each image, by the digest of its manifest. */
  Map<Digest, Integer> uses() {
    var uses = new HashMap<Digest, Integer>();
    lines.values().forEach(line -> line.manifests().forEach(it -> uses.merge(it, 1, Integer::sum)));
    return uses;
  }

  /** The workloads of which each exception covers a violation, sorted. */
  Map<String, SortedSet<String>> users() {
    var users = new HashMap<String, SortedSet<String>>();
    for (Line line : lines.values()) {
      for (String exception : line.exceptions()) {
        users.computeIfAbsent(exception, _ -> new TreeSet<>()).add(line.name());
      }
    }
    return users;
  }
}
