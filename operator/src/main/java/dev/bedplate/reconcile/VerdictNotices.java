package dev.bedplate.reconcile;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.bedplate.check.Checked;
import dev.bedplate.cluster.WorkloadObject;
import dev.bedplate.event.EventReason;
import dev.bedplate.event.Notice;
import dev.bedplate.event.ObjectRef;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Verdict;
import dev.bedplate.policy.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is worth telling about a workload whose marks changed; pure. */
final class VerdictNotices {
  private static final String ACTION = "Judged";

  private VerdictNotices() {}

  /**
   * One notice per policy with a violation that was not shown before or that became undecided, one
   * when the workload became compliant, one when Pods begin to differ.
   */
  static List<Notice> of(
      WorkloadObject object, Marks before, Marks after, Checked checked, int drifting) {
    ObjectRef regarding = ObjectRef.of(object);
    List<Notice> notices = new ArrayList<>();
    switch (checked.report().verdict()) {
      case Verdict.Violating violating ->
          notices.addAll(violations(regarding, before, after, violating.uncovered()));
      case Verdict.Undecided(var undecided, _) -> {
        if (changed(before, after)) {
          notices.addAll(undecided(regarding, undecided));
        }
      }
      case Verdict.Compliant _ -> {
        if (before.verdict() != null && changed(before, after)) {
          notices.add(
              new Notice(
                  regarding,
                  null,
                  EventReason.BaseImageCompliant,
                  ACTION,
                  "every rule of every policy that applies holds"));
        }
      }
      case Verdict.Exempt _, Verdict.NotApplicable _ -> {}
    }
    if (after.differ() && !before.differ()) {
      notices.add(differ(regarding, drifting));
    }
    return List.copyOf(notices);
  }

  private static boolean changed(Marks before, Marks after) {
    return !Objects.equals(before.verdict(), after.verdict());
  }

  private static List<Notice> violations(
      ObjectRef regarding, Marks before, Marks after, List<Violation> violations) {
    Set<ShownViolation> old = ShownViolation.on(before);
    Set<ShownViolation> shown = ShownViolation.on(after);
    Set<String> fresh =
        shown.stream()
            .filter(it -> !old.contains(it))
            .map(ShownViolation::policy)
            .collect(Collectors.toSet());
    Set<String> seen = shown.stream().map(ShownViolation::policy).collect(Collectors.toSet());
    List<Notice> notices = new ArrayList<>();
    byPolicy(violations, Violation::policy, Violation::message)
        .forEach(
            (policy, messages) -> {
              // Marks show only the first violations: of the others, only a new verdict is seen.
              if (seen.contains(policy) ? fresh.contains(policy) : changed(before, after)) {
                notices.add(notice(regarding, policy, EventReason.BaseImageViolation, messages));
              }
            });
    return notices;
  }

  private static List<Notice> undecided(ObjectRef regarding, List<Undecidable> undecided) {
    List<Notice> notices = new ArrayList<>();
    byPolicy(undecided, Undecidable::policy, Undecidable::message)
        .forEach(
            (policy, messages) ->
                notices.add(notice(regarding, policy, EventReason.BaseImageUndecided, messages)));
    return notices;
  }

  private static Notice differ(ObjectRef regarding, int drifting) {
    String note =
        (drifting == 1 ? "1 Pod runs" : drifting + " Pods run")
            + " another image than the one that was judged; its tag may have moved since they"
            + " started";
    return new Notice(regarding, null, EventReason.RunningImageDiffers, ACTION, note);
  }

  private static Notice notice(
      ObjectRef regarding, String policy, EventReason reason, List<String> messages) {
    return new Notice(regarding, ObjectRef.policy(policy), reason, ACTION, Notice.listed(messages));
  }

  private static <T> Map<String, List<String>> byPolicy(
      Collection<T> all, Function<T, String> policy, Function<T, String> message) {
    return all.stream().collect(groupingBy(policy, TreeMap::new, mapping(message, toList())));
  }
}
