package dev.bedplate.reconcile;

import dev.bedplate.image.Digest;
import dev.bedplate.reconcile.Line.Breach;
import dev.bedplate.reconcile.Line.Standing;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The last verdict on every workload, by its UID; what statuses and counts are made from. */
public final class VerdictBoard {
  private static final int MAX_TOP = 20;
  private final Map<String, Line> lines = new ConcurrentHashMap<>();
  private final AtomicBoolean changed = new AtomicBoolean();

  /** How the workloads that one policy concerns stand. */
  record Tally(Map<Standing, Integer> counts, List<String> topViolations) {
    Tally {
      counts = Map.copyOf(counts);
      topViolations = List.copyOf(topViolations);
    }

    int count(Standing standing) {
      return counts.getOrDefault(standing, 0);
    }

    int matched() {
      return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  private static final class Group {
    private int count;
    private String first = "";

    void add(String workload) {
      count++;
      if (first.isEmpty() || workload.compareTo(first) < 0) {
        first = workload;
      }
    }
  }

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

  Tally tally(String policy) {
    var counts = new EnumMap<Standing, Integer>(Standing.class);
    var groups = new HashMap<Breach, Group>();
    for (Line line : lines.values()) {
      @Nullable Standing standing = line.standings().get(policy);
      if (standing != null) {
        counts.merge(standing, 1, Integer::sum);
      }
      line.breaches().stream()
          .filter(it -> it.policy().equals(policy))
          .forEach(it -> groups.computeIfAbsent(it, _ -> new Group()).add(line.name()));
    }
    return new Tally(counts, top(groups));
  }

  /** How many violations and workloads each mode of a policy has: for metrics. */
  public Map<String, Integer> violating() {
    var counts = new TreeMap<String, Integer>();
    for (Line line : lines.values()) {
      line.standings()
          .forEach(
              (policy, standing) ->
                  counts.merge(policy, standing == Standing.Violating ? 1 : 0, Integer::sum));
    }
    return counts;
  }

  /** How many workloads have each verdict, by its name: for metrics. */
  public Map<String, Integer> verdicts() {
    var counts = new TreeMap<String, Integer>();
    for (Standing standing : Standing.values()) {
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

  /** The workloads of which an exception covers a violation, sorted. */
  List<String> usersOf(String exception) {
    return lines.values().stream()
        .filter(it -> it.exceptions().contains(exception))
        .map(Line::name)
        .sorted()
        .toList();
  }

  private static List<String> top(Map<Breach, Group> groups) {
    Comparator<Map.Entry<Breach, Group>> most = Comparator.comparingInt(it -> -it.getValue().count);
    return groups.entrySet().stream()
        .sorted(
            most.thenComparing(it -> it.getKey().reason()).thenComparing(it -> it.getKey().image()))
        .limit(MAX_TOP)
        .map(it -> described(it.getKey(), it.getValue()))
        .toList();
  }

  private static String described(Breach breach, Group group) {
    String others = group.count == 1 ? "" : " and " + (group.count - 1) + " more";
    String text = "%s: %s in %s%s".formatted(breach.reason(), breach.image(), group.first, others);
    return text.length() <= 1024 ? text : text.substring(0, 1023) + "…";
  }
}
