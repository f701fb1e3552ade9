package dev.bedplate.cli;

import static dev.bedplate.json.Json.object;

import dev.bedplate.policy.Report;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Verdict;
import dev.bedplate.policy.Violation;
import dev.bedplate.workload.Workload;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code check}. */
final class OutcomeJson {
  private OutcomeJson() {}

  static Map<String, @Nullable Object> tree(Outcome outcome) {
    var summary =
        object(
            "workloads", outcome.reports().size(),
            "compliant", outcome.count(Verdict.Compliant.class),
            "violating", outcome.count(Verdict.Violating.class),
            "undecided", outcome.count(Verdict.Undecided.class),
            "exempt", outcome.count(Verdict.Exempt.class),
            "notApplicable", outcome.count(Verdict.NotApplicable.class));
    return object(
        "denied", outcome.denied(),
        "summary", summary,
        "workloads", outcome.reports().stream().map(OutcomeJson::workload).toList(),
        "notJudged", UnjudgedJson.tree(outcome.unjudged()));
  }

  private static Map<String, @Nullable Object> workload(Report report) {
    Workload workload = report.workload();
    return object(
        "kind", workload.kind(),
        "namespace", workload.namespace(),
        "name", workload.name(),
        "source", source(workload.source()),
        "verdict", report.verdict().word().name(),
        "denied", report.denied(),
        "violations", report.verdict().violations().stream().map(OutcomeJson::violation).toList(),
        "undecided", report.verdict().undecided().stream().map(OutcomeJson::undecided).toList());
  }

  private static @Nullable Object source(Workload.@Nullable Source source) {
    return source == null ? null : UnjudgedJson.source(source);
  }

  private static Map<String, @Nullable Object> violation(Violation v) {
    return object(
        "policy", v.policy(),
        "mode", v.mode(),
        "reason", v.reason(),
        "container", v.image().container(),
        "list", v.image().list(),
        "field", v.image().field(),
        "image", v.image().reference().original(),
        "digest", v.digest(),
        "platform", v.platform(),
        "found", v.found(),
        "accepted", v.accepted(),
        "message", v.message(),
        "exemptBy", v.exemptBy());
  }

  private static Map<String, @Nullable Object> undecided(Undecidable u) {
    return object(
        "policy", u.policy(),
        "reason", u.reason(),
        "container", u.image().container(),
        "image", u.image().reference().original(),
        "message", u.message());
  }
}
