package dev.bedplate.reconcile;

import static dev.bedplate.json.Json.object;

import dev.bedplate.check.Checked;
import dev.bedplate.fault.Faults;
import dev.bedplate.image.BaseImage;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Libc;
import dev.bedplate.image.Lifecycle;
import dev.bedplate.json.Json;
import dev.bedplate.policy.Quantity;
import dev.bedplate.policy.Report;
import dev.bedplate.policy.Verdict;
import dev.bedplate.policy.Violation;
import dev.bedplate.workload.ContainerImage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Composes what a workload shows from its verdict and facts; pure. */
final class MarksComposer {
  private static final int MAX_CONTAINERS = 64;
  private static final int MAX_VIOLATIONS = 20;
  private static final int MAX_SUMMARY = 1024;
  private static final int MAX_MESSAGE = 1024;
  private final BiFunction<Distribution, LocalDate, Lifecycle> lifecycles;

  MarksComposer(BiFunction<Distribution, LocalDate, Lifecycle> lifecycles) {
    this.lifecycles = lifecycles;
  }

  /**
   * The marks of one workload.
   *
   * @param drifting number of its Pods that run another image than the one judged
   */
  Marks compose(Checked checked, int drifting, LocalDate today) {
    Verdict verdict = checked.report().verdict();
    if (verdict instanceof Verdict.NotApplicable) {
      return Marks.NONE;
    }
    List<ContainerImage> images =
        checked.report().workload().images().stream().limit(MAX_CONTAINERS).toList();
    var annotations = new HashMap<String, String>();
    annotations.put(Marks.SUMMARY, summary(images, checked, drifting));
    annotations.put(Marks.CONTAINERS, containers(images, checked, today));
    List<Violation> violations = verdict.uncovered();
    if (!violations.isEmpty()) {
      annotations.put(Marks.VIOLATIONS, violations(violations));
    }
    return new Marks(Map.of(Marks.VERDICT, verdict.word().name()), annotations);
  }

  private static String summary(List<ContainerImage> images, Checked checked, int drifting) {
    List<String> parts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (ContainerImage image : images) {
      String part = image.container() + ": " + described(first(checked, image));
      if (seen.add(part)) {
        parts.add(part);
      }
    }
    String text = String.join(", ", parts) + outcome(checked.report());
    String differs =
        drifting > 0 ? " · " + counted(drifting, "Pod runs", "Pods run") + Marks.DIFFERS : "";
    return cut(text, MAX_SUMMARY - differs.length()) + differs;
  }

  private static String outcome(Report report) {
    return switch (report.verdict()) {
      case Verdict.Compliant _, Verdict.NotApplicable _ -> " · compliant";
      case Verdict.Violating violating ->
          " · "
              + counted(
                  violating.uncovered().size() + report.unlisted().violations(),
                  "violation",
                  "violations");
      case Verdict.Undecided(var open, _) ->
          " · undecided: " + (open.isEmpty() ? "" : open.getFirst().reason());
      case Verdict.Exempt(var exempted) ->
          " · exempt by "
              + exempted.stream()
                  .map(Violation::exemptBy)
                  .distinct()
                  .sorted()
                  .collect(Collectors.joining(", "));
    };
  }

  private static String described(@Nullable Inspection inspection) {
    return switch (inspection) {
      case null -> "not inspected";
      case Failed failed -> failed.reason().name();
      case Inspected inspected -> described(inspected.facts());
    };
  }

  private static String described(ImageFacts facts) {
    Distribution distribution = facts.distribution();
    String release =
        distribution.version() == null
            ? distribution.id()
            : distribution.id() + " " + distribution.version();
    Libc libc = facts.libc();
    String version = libc.version() == null ? "" : " " + libc.version();
    return "%s (%s%s), %s"
        .formatted(
            release,
            libc.kind().name().toLowerCase(Locale.ROOT),
            version,
            Quantity.format(facts.size().compressed()));
  }

  private String containers(List<ContainerImage> images, Checked checked, LocalDate today) {
    Map<String, @Nullable Object> all = object();
    for (ContainerImage image : images) {
      Map<String, @Nullable Object> one = object("image", image.reference().original());
      if (first(checked, image) instanceof Inspected inspected) {
        one.putAll(facts(inspected, today));
      }
      all.put(image.container(), one);
    }
    return Json.line(all);
  }

  private Map<String, @Nullable Object> facts(Inspected inspected, LocalDate today) {
    ImageFacts facts = inspected.facts();
    BaseImage base = facts.base();
    return object(
        "digest", inspected.digest(),
        "distribution", facts.distribution().id(),
        "version", facts.distribution().version(),
        "libc", facts.libc().kind(),
        "libcVersion", facts.libc().version(),
        "busybox", facts.busybox().present(),
        "packages", facts.packages().count(),
        "compressed", facts.size().compressed(),
        "base", base.name() == null ? base.digest() : base.name(),
        "lifecycle", lifecycle(facts.distribution(), today));
  }

  private Lifecycle.State lifecycle(Distribution distribution, LocalDate today) {
    try {
      return lifecycles.apply(distribution, today).state();
    } catch (RuntimeException | Error e) {
      Faults.told("lifecycle of " + distribution, e);
      return Lifecycle.State.Unknown;
    }
  }

  private static String violations(List<Violation> violations) {
    return Json.line(
        violations.stream()
            .limit(MAX_VIOLATIONS)
            .map(
                it ->
                    object(
                        "policy", it.policy(),
                        "reason", it.reason(),
                        "container", it.image().container(),
                        "field", it.image().field(),
                        "message", cut(it.message(), MAX_MESSAGE)))
            .toList());
  }

  private static @Nullable Inspection first(Checked checked, ContainerImage image) {
    List<Inspection> found = checked.facts().getOrDefault(image, List.of());
    return found.isEmpty() ? null : found.getFirst();
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  private static String counted(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
