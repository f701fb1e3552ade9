package dev.bedplate.reconcile;

import dev.bedplate.policy.Verdict.Word;
import dev.bedplate.reconcile.Line.Breach;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the workloads that one policy concerns stand.
 *
 * @param wouldDeny how many the policy would refuse if it enforced now
 * @param topViolations the most frequent ones, for people
 */
record Tally(Map<Word, Integer> counts, int wouldDeny, List<String> topViolations) {
  static final Tally NONE = new Tally(Map.of(), 0, List.of());
  private static final int MAX_TOP = 20;
  private static final int MAX_TEXT = 1024;

  Tally {
    counts = Map.copyOf(counts);
    topViolations = List.copyOf(topViolations);
  }

  int count(Word standing) {
    return counts.getOrDefault(standing, 0);
  }

  int matched() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** A tally while it is being made. */
  static final class Count {
    private final Map<Word, Integer> counts = new EnumMap<>(Word.class);
    private final Map<Breach, Group> groups = new HashMap<>();
    private int wouldDeny;

    void add(Word standing) {
      counts.merge(standing, 1, Integer::sum);
    }

    void addRefused() {
      wouldDeny++;
    }

    void add(Breach breach, String workload) {
      groups.computeIfAbsent(breach, _ -> new Group()).add(workload);
    }

    Tally tally() {
      Comparator<Map.Entry<Breach, Group>> most =
          Comparator.comparingInt(it -> -it.getValue().count);
      List<String> top =
          groups.entrySet().stream()
              .sorted(
                  most.thenComparing(it -> it.getKey().reason())
                      .thenComparing(it -> it.getKey().image()))
              .limit(MAX_TOP)
              .map(it -> described(it.getKey(), it.getValue()))
              .toList();
      return new Tally(counts, wouldDeny, top);
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

  private static String described(Breach breach, Group group) {
    String others = group.count == 1 ? "" : " and " + (group.count - 1) + " more";
    String text = "%s: %s in %s%s".formatted(breach.reason(), breach.image(), group.first, others);
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
  }
}
