package dev.bedplate.reconcile;

import dev.bedplate.api.v1alpha1.BaseImagePolicyStatus;
import dev.bedplate.api.v1alpha1.BaseImagePolicyStatus.Workloads;
import dev.bedplate.catalog.PolicyReader.Document;
import dev.bedplate.cluster.Compilation;
import dev.bedplate.cluster.PolicyObject;
import dev.bedplate.event.EventReason;
import dev.bedplate.event.Notice;
import dev.bedplate.event.ObjectRef;
import dev.bedplate.policy.Verdict.Word;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What there is to say about a policy; pure. */
final class PolicyConclusion {
  private static final String ACTION = "Compiled";

  private PolicyConclusion() {}

  /**
   * The status of a policy.
   *
   * @param effect whether what is to be refused is refused in fact
   * @param shown the status it has
   * @param tally empty while not every workload was judged yet: what is shown stays
   */
  static Conclusion<BaseImagePolicyStatus> of(
      PolicyObject object,
      Compilation compilation,
      Effect effect,
      BaseImagePolicyStatus shown,
      Optional<Tally> tally,
      Instant now) {
    Long generation = object.getMetadata().getGeneration();
    List<Condition> conditions =
        List.of(
            Conditions.next(
                shown.conditions(), Acceptance.TYPE, Acceptance.of(compilation), generation, now),
            Conditions.next(
                shown.conditions(),
                Enforcement.TYPE,
                Enforcement.of(compilation, effect, enforcing(shown), now),
                generation,
                now));
    BaseImagePolicyStatus status =
        switch (compilation.document()) {
          case Document.PolicyDocument(var policy) ->
              new BaseImagePolicyStatus(
                  generation,
                  conditions,
                  tally.map(PolicyConclusion::workloads).orElse(shown.workloads()),
                  tally.map(Tally::topViolations).orElse(shown.topViolations()),
                  Enforcement.refusesByItself(policy, now)
                      ? null
                      : tally.map(Tally::wouldDeny).orElse(shown.wouldDeny()));
          case Document.Broken _, Document.ExceptionDocument _ ->
              new BaseImagePolicyStatus(
                  generation, conditions, workloads(Tally.NONE), List.of(), null);
        };
    return new Conclusion<>(
        status,
        Stream.concat(
                notices(object, shown, status).stream(),
                Enforcement.news(ObjectRef.of(object), enforcing(shown), enforcing(status))
                    .stream())
            .toList());
  }

  private static Workloads workloads(Tally tally) {
    return new Workloads(
        tally.matched(),
        tally.count(Word.Compliant),
        tally.count(Word.Violating),
        tally.count(Word.Undecided),
        tally.count(Word.Exempt));
  }

  private static List<Notice> notices(
      PolicyObject object, BaseImagePolicyStatus shown, BaseImagePolicyStatus status) {
    String before = accepted(shown).map(Condition::getStatus).orElse(null);
    return accepted(status)
        .filter(
            it ->
                !it.getStatus().equals(before)
                    || !Objects.equals(shown.observedGeneration(), status.observedGeneration()))
        .map(
            it ->
                new Notice(
                    ObjectRef.of(object),
                    null,
                    it.getStatus().equals("True")
                        ? EventReason.PolicyAccepted
                        : EventReason.PolicyRejected,
                    ACTION,
                    it.getMessage()))
        .stream()
        .toList();
  }

  private static Optional<Condition> enforcing(BaseImagePolicyStatus status) {
    return Conditions.find(status.conditions(), Enforcement.TYPE);
  }

  private static Optional<Condition> accepted(BaseImagePolicyStatus status) {
    return Conditions.find(status.conditions(), Acceptance.TYPE);
  }
}
