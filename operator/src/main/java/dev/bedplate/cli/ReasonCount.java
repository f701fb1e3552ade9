package dev.bedplate.cli;

import dev.bedplate.policy.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How often one policy found one reason. */
record ReasonCount(String policy, String reason, int workloads, int images) {
  private record Key(String policy, String reason) {}

  /** What was counted for one of them. */
  private record Seen(Set<Object> workloads, Set<String> images) {
    Seen() {
      this(new HashSet<>(), new HashSet<>());
    }
  }

  /** The most frequent first. */
  static List<ReasonCount> of(Outcome outcome) {
    var comparator = Comparator.comparing(Key::policy).thenComparing(Key::reason);
    var counts = new TreeMap<Key, Seen>(comparator);
    int number = 0;
    for (Report report : outcome.reports()) {
      int workload = number++;
      report
          .verdict()
          .violations()
          .forEach(
              v -> {
                String exempt = v.exemptBy() == null ? "" : ", exempt by " + v.exemptBy();
                var key = new Key(v.policy(), v.reason() + " (" + v.mode() + exempt + ")");
                add(counts, key, workload, v.image().reference().canonical());
              });
      report
          .verdict()
          .undecided()
          .forEach(
              u -> {
                var key = new Key(u.policy(), u.reason() + " (undecided)");
                add(counts, key, workload, u.image().reference().canonical());
              });
    }
    var all = new ArrayList<ReasonCount>();
    counts.forEach(
        (key, seen) ->
            all.add(
                new ReasonCount(
                    key.policy(), key.reason(), seen.workloads().size(), seen.images().size())));
    all.sort(Comparator.comparingInt(it -> -it.workloads()));
    return all;
  }

  private static void add(Map<Key, Seen> counts, Key key, int workload, String image) {
    Seen seen = counts.computeIfAbsent(key, it -> new Seen());
    seen.workloads().add(workload);
    seen.images().add(image);
  }

  /** One line for people. */
  String text() {
    return "%s: %s in %d %s (%d %s)"
        .formatted(
            policy,
            reason,
            workloads,
            workloads == 1 ? "workload" : "workloads",
            images,
            images == 1 ? "image" : "images");
  }
}
