package dev.bedplate.cli;

import static dev.bedplate.json.Json.object;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.policy.Report;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Violation;
import dev.bedplate.policy.ViolationReason;
import dev.bedplate.workload.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Verdicts as SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format). */
final class Sarif {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

  private Sarif() {}

  static Map<String, @Nullable Object> log(Outcome outcome) {
    var results = new ArrayList<Object>();
    for (Report report : outcome.reports()) {
      SharedViolation.of(report.verdict().violations())
          .forEach(v -> results.add(violation(report.workload(), v)));
      report.verdict().undecided().forEach(u -> results.add(undecided(report.workload(), u)));
    }
    var driver = object("name", "bedplate", "version", CommandLine.version(), "rules", rules());
    var run =
        object(
            "tool", object("driver", driver),
            "invocations", List.of(invocation(outcome.unjudged())),
            "results", results);
    return object("$schema", SCHEMA, "version", "2.1.0", "runs", List.of(run));
  }

  /** Says whether all of the input was read, and what was not judged. */
  private static Map<String, @Nullable Object> invocation(Unjudged unjudged) {
    var notifications = new ArrayList<Object>();
    for (Problem problem : unjudged.files().errors()) {
      notifications.add(notification(Severity.ERROR, problem));
    }
    for (Problem problem : unjudged.files().lenient()) {
      notifications.add(notification(Severity.WARNING, problem));
    }
    unjudged
        .lines()
        .forEach(
            it ->
                notifications.add(
                    notification(Severity.NOTE, Problem.of("not judged: " + it.text()))));
    return object(
        "executionSuccessful",
        unjudged.files().errors().isEmpty(),
        "toolExecutionNotifications",
        notifications);
  }

  private static Map<String, @Nullable Object> notification(Severity severity, Problem problem) {
    var notification =
        object("level", severity.sarif(), "message", object("text", problem.message()));
    Workload.@Nullable Source source = problem.source();
    if (source != null) {
      var place = object("physicalLocation", place(source.file(), source.line()));
      notification.put("locations", List.of(place));
    }
    return notification;
  }

  private static Map<String, @Nullable Object> place(String file, int line) {
    return object(
        "artifactLocation", object("uri", uri(file)), "region", object("startLine", line));
  }

  private static List<?> rules() {
    return Stream.<Enum<?>>concat(
            Arrays.stream(ViolationReason.values()), Arrays.stream(UndecidedReason.values()))
        .map(r -> object("id", r.name(), "shortDescription", object("text", words(r.name()))))
        .toList();
  }

  private static String words(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
  }

  private static Map<String, @Nullable Object> violation(
      Workload workload, SharedViolation shared) {
    Violation v = shared.first();
    var result =
        result(workload, v.reason().name(), Severity.of(v), shared.text(), v.image().field());
    if (v.exemptBy() != null) {
      var suppression = object("kind", "external", "justification", "exception " + v.exemptBy());
      result.put("suppressions", List.of(suppression));
    }
    return result;
  }

  private static Map<String, @Nullable Object> undecided(Workload workload, Undecidable u) {
    return result(workload, u.reason().name(), Severity.of(u), u.message(), u.image().field());
  }

  private static Map<String, @Nullable Object> result(
      Workload workload, String rule, Severity severity, String text, String field) {
    var logical =
        object("fullyQualifiedName", Outcome.title(workload) + " " + field, "kind", "resource");
    var location = object("logicalLocations", List.of(logical));
    Workload.Source source = workload.source();
    if (source != null) {
      location.put("physicalLocation", place(source.file(), source.line(field)));
    }
    return object(
        "ruleId", rule,
        "level", severity.sarif(),
        "message", object("text", text),
        "locations", List.of(location));
  }

  private static String uri(String file) {
    var uri = new StringBuilder();
    for (byte b : file.replace('\\', '/').getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      boolean plain =
          (b >= 'a' && b <= 'z')
              || (b >= 'A' && b <= 'Z')
              || (b >= '0' && b <= '9')
              || "/._-~".indexOf(b) >= 0;
      uri.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b));
    }
    return uri.toString();
  }
}
