package dev.bedplate.app;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.bedplate.event.EventReason;
import dev.bedplate.event.Notice;
import dev.bedplate.event.ObjectRef;
import dev.bedplate.policy.Mode;
import dev.bedplate.policy.Policy.OnUndecided;
import dev.bedplate.policy.Report;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Unlisted;
import dev.bedplate.policy.Verdict;
import dev.bedplate.policy.Violation;
import dev.bedplate.webhook.Admission;
import dev.bedplate.webhook.AdmissionReview;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is told about an object that admission refused; pure. */
final class DeniedNotices {
  private static final String ACTION = "Refused";
  private static final int MOST = 10;

  private DeniedNotices() {}

  /** A reason to refuse. */
  private record Refusal(String policy, String message) {}

  /**
   * One notice for each of the first policies that refuse; none where nothing was refused or
   * nothing may be left.
   */
  static List<Notice> of(Admission admission) {
    Report report = admission.report();
    if (report == null || !report.denied() || admission.review().dryRun()) {
      return List.of();
    }
    ObjectRef regarding = regarding(admission.review());
    Map<String, List<String>> byPolicy =
        refusals(report.verdict())
            .collect(
                groupingBy(Refusal::policy, TreeMap::new, mapping(Refusal::message, toList())));
    String by = byPolicy.size() > MOST ? " by " + byPolicy.size() + " policies" : "";
    String refused =
        report.workload().kind() + " " + report.workload().name() + " was refused" + by + ": ";
    String more = report.unlisted().equals(Unlisted.NOTHING) ? "" : "; and more";
    return byPolicy.entrySet().stream()
        .limit(MOST)
        .map(
            it ->
                new Notice(
                    regarding,
                    ObjectRef.policy(it.getKey()),
                    EventReason.BaseImageDenied,
                    ACTION,
                    refused + Notice.listed(it.getValue()) + more))
        .toList();
  }

  private static Stream<Refusal> refusals(Verdict verdict) {
    return Stream.concat(violated(verdict.uncovered()), undecided(verdict.undecided()));
  }

  private static Stream<Refusal> violated(List<Violation> violations) {
    return violations.stream()
        .filter(it -> it.mode() == Mode.Enforce && it.exemptBy() == null)
        .map(it -> new Refusal(it.policy(), it.message()));
  }

  private static Stream<Refusal> undecided(List<Undecidable> undecided) {
    return undecided.stream()
        .filter(it -> it.action() == OnUndecided.Deny)
        .map(it -> new Refusal(it.policy(), it.message()));
  }

  /**
   * The object as it was before, else its controller, else its namespace: something that exists.
   */
  private static ObjectRef regarding(AdmissionReview review) {
    if (metadata(review.oldObject()).get("uid") instanceof String uid) {
      return new ObjectRef(
          review.apiVersion(), review.kind(), review.namespace(), review.name(), uid);
    }
    // With a namespace of its own the Event stands where those look who may see the namespace.
    return review
        .controller()
        .map(
            it ->
                new ObjectRef(it.apiVersion(), it.kind(), review.namespace(), it.name(), it.uid()))
        .orElseGet(
            () -> new ObjectRef("v1", "Namespace", review.namespace(), review.namespace(), null));
  }

  private static Map<?, ?> metadata(@Nullable Map<String, Object> object) {
    return object != null && object.get("metadata") instanceof Map<?, ?> metadata
        ? metadata
        : Map.of();
  }
}
