package dev.bedplate.app;

import dev.bedplate.event.EventReason;
import dev.bedplate.event.Notice;
import dev.bedplate.event.ObjectRef;
import dev.bedplate.policy.Mode;
import dev.bedplate.policy.Policy.OnUndecided;
import dev.bedplate.policy.Report;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Verdict;
import dev.bedplate.policy.Violation;
import dev.bedplate.webhook.Admission;
import dev.bedplate.webhook.AdmissionObserver;
import dev.bedplate.webhook.AdmissionReview;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Tells of refused objects, once per policy. What was refused does not exist, so it is said of the
 * owner that wanted it, else of its namespace. A dry run tells nothing.
 */
record RefusalNotices(Consumer<Notice> notices) implements AdmissionObserver {
  private static final String ACTION = "Admission";

  @Override
  public void answered(Admission admission) {
    Report report = admission.report();
    if (!admission.answer().allowed() && !admission.review().dryRun() && report != null) {
      of(admission.review(), report).forEach(notices);
    }
  }

  static List<Notice> of(AdmissionReview review, Report report) {
    String refused =
        "%s %s was refused: "
            .formatted(review.kind(), name(report.workload().name(), review.namespace()));
    ObjectRef regarding = regarding(review);
    return reasons(report.verdict()).entrySet().stream()
        .map(
            it ->
                new Notice(
                    regarding,
                    policy(it.getKey()),
                    EventReason.BaseImageDenied,
                    ACTION,
                    refused + it.getValue()))
        .toList();
  }

  private static String name(String name, String namespace) {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }

  private static ObjectRef regarding(AdmissionReview review) {
    return review
        .controller()
        .map(
            it ->
                new ObjectRef(it.apiVersion(), it.kind(), review.namespace(), it.name(), it.uid()))
        .orElseGet(() -> new ObjectRef("v1", "Namespace", null, review.namespace(), null));
  }

  private static ObjectRef policy(String name) {
    return new ObjectRef("bedplate.dev/v1alpha1", "BaseImagePolicy", null, name, null);
  }

  /** The first message of each policy that refuses. */
  private static Map<String, String> reasons(Verdict verdict) {
    var reasons = new TreeMap<String, String>();
    switch (verdict) {
      case Verdict.Violating(var violations, var undecided) -> {
        violations.forEach(it -> add(reasons, it));
        undecided.forEach(it -> add(reasons, it));
      }
      case Verdict.Undecided(var undecided, _) -> undecided.forEach(it -> add(reasons, it));
      case Verdict.Compliant _, Verdict.Exempt _, Verdict.NotApplicable _ -> {}
    }
    return reasons;
  }

  private static void add(Map<String, String> reasons, Violation violation) {
    if (violation.mode() == Mode.Enforce && violation.exemptBy() == null) {
      reasons.putIfAbsent(violation.policy(), violation.message());
    }
  }

  private static void add(Map<String, String> reasons, Undecidable open) {
    if (open.action() == OnUndecided.Deny) {
      reasons.putIfAbsent(open.policy(), open.message());
    }
  }
}
