package dev.bedplate.reconcile;

import dev.bedplate.check.Checked;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Verdict;
import dev.bedplate.policy.Verdict.Word;
import dev.bedplate.policy.Violation;
import dev.bedplate.workload.Workload;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one judged workload.
 *
 * @param name such as {@code Deployment shop/web}
 * @param standings how the workload stands with each policy that concerns it
 * @param refusing those policies that would refuse it if they enforced now
 * @param breaches what no exception covers
 * @param exceptions names of those that cover a violation
 * @param digests by container, all by which what was judged is known: those of its manifests, of
 *     their indexes and of its content
 * @param manifests of all containers
 */
record Line(
    String name,
    Map<String, Word> standings,
    Set<String> refusing,
    Set<Breach> breaches,
    Set<String> exceptions,
    Map<String, Set<Digest>> digests,
    Set<Digest> manifests) {
  /** How a workload can stand with a policy that concerns it. */
  static final List<Word> WORST_FIRST =
      List.of(Word.Violating, Word.Undecided, Word.Exempt, Word.Compliant);

  /** The name of the verdict on the workload, which is how it stands at worst. */
  String verdict() {
    return WORST_FIRST.stream()
        .filter(standings.values()::contains)
        .map(Word::name)
        .findFirst()
        .orElse("NotApplicable");
  }

  /** A violation, reduced to what is counted. */
  record Breach(String policy, String reason, String image) {}

  Line {
    standings = Map.copyOf(standings);
    refusing = Set.copyOf(refusing);
    breaches = Set.copyOf(breaches);
    exceptions = Set.copyOf(exceptions);
    digests = Map.copyOf(digests);
    manifests = Set.copyOf(manifests);
  }

  static Line of(Checked checked, List<Policy> policies) {
    Workload workload = checked.report().workload();
    Verdict verdict = checked.report().verdict();
    List<Violation> all = verdict.violations();
    List<Violation> open = verdict.uncovered();
    Set<String> exceptions = new HashSet<>();
    all.forEach(it -> add(exceptions, it.exemptBy()));
    List<Undecidable> undecided = verdict.undecided();
    var standings = new HashMap<String, Word>();
    var refusing = new HashSet<String>();
    Set<String> violated = names(open, Violation::policy);
    Set<String> exempted = names(all, Violation::policy);
    Set<String> unknown = names(undecided, Undecidable::policy);
    for (Policy policy : policies) {
      if (policy.concerns(workload)) {
        String it = policy.name();
        Word standing =
            violated.contains(it)
                ? Word.Violating
                : unknown.contains(it)
                    ? Word.Undecided
                    : exempted.contains(it) ? Word.Exempt : Word.Compliant;
        standings.put(it, standing);
        if (policy.wouldRefuse(workload, standing == Word.Violating, unknown.contains(it))) {
          refusing.add(it);
        }
      }
    }
    Set<Digest> manifests = new HashSet<>();
    var digests = new HashMap<String, Set<Digest>>();
    checked
        .facts()
        .forEach(
            (image, inspections) -> {
              Set<Digest> judged = digests.computeIfAbsent(image.container(), _ -> new HashSet<>());
              for (Inspection inspection : inspections) {
                if (inspection instanceof Inspected inspected) {
                  manifests.add(inspected.digest());
                  judged.add(inspected.digest());
                  add(judged, inspected.indexDigest());
                  Content.of(inspected).ifPresent(judged::add);
                }
              }
            });
    String name = workload.kind() + " " + workload.namespace() + "/" + workload.name();
    Set<Breach> breaches =
        open.stream()
            .map(
                it ->
                    new Breach(it.policy(), it.reason().name(), it.image().reference().canonical()))
            .collect(Collectors.toSet());
    return new Line(name, standings, refusing, breaches, exceptions, digests, manifests);
  }

  private static <T> Set<String> names(List<T> all, Function<T, String> name) {
    return all.stream().map(name).collect(Collectors.toSet());
  }

  private static <T> void add(Set<T> set, @Nullable T value) {
    if (value != null) {
      set.add(value);
    }
  }
}
