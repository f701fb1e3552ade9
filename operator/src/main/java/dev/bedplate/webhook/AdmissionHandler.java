package dev.bedplate.webhook;

import dev.bedplate.check.Checker;
import dev.bedplate.fault.Faults;
import dev.bedplate.image.ImageReference;
import dev.bedplate.policy.Bounds;
import dev.bedplate.policy.Report;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Traffic;
import dev.bedplate.webhook.Reviewer.Review.Answered;
import dev.bedplate.webhook.Reviewer.Review.Unprepared;
import dev.bedplate.webhook.Reviewer.Review.Unreadable;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.Workload;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A review to its answer: scope, owner rule, verdict in time, response. */
public final class AdmissionHandler implements Reviewer {
  private final Scope scope;
  private final OwnerRule owners;
  private final Surroundings surroundings;
  private final Checker checker;
  private final Clock clock;
  private final Pace pace = new Pace(Runtime.getRuntime().availableProcessors());

  /**
   * What the handler asks of the cluster.
   *
   * @param excluded namespaces whose objects are never judged
   * @param references reads image references; in a cluster all of them name registries
   * @param reserve until when is inspected and decided
   */
  public record Surroundings(
      Set<String> excluded,
      Function<String, ImageReference> references,
      KnownPolicies policies,
      Owners owners,
      NamespaceLabels labels,
      PullAccess access,
      Reserve reserve,
      AdmissionObserver observer) {}

  /** A handler that has {@code checker} decide. */
  public AdmissionHandler(Surroundings surroundings, Checker checker, Clock clock) {
    this.scope = new Scope(surroundings.excluded(), surroundings.references());
    this.owners = new OwnerRule(surroundings.owners());
    this.surroundings = surroundings;
    this.checker = checker;
    this.clock = clock;
  }

  @Override
  public Review review(AdmissionReview review, Duration timeout) {
    Instant now = clock.instant();
    return switch (scope.of(review)) {
      case Scoped.Passed _ -> answered(review, null, now);
      case Scoped.Unreadable(var problem) -> new Unreadable(problem);
      case Scoped.Judged(var workload) -> judged(review, workload, timeout, now);
    };
  }

  private Review judged(AdmissionReview review, Workload workload, Duration timeout, Instant now) {
    try (Reserve.Waiting _ = surroundings.reserve().waiting()) {
      return inTime(review, workload, timeout, now);
    }
  }

  private Review inTime(AdmissionReview review, Workload workload, Duration timeout, Instant now) {
    Deadline deadline = surroundings.reserve().inspecting(now, timeout, workload.images().size());
    List<ContainerImage> images = owners.toJudge(review, workload, deadline);
    if (images.isEmpty()) {
      return answered(review, null, now);
    }
    if (!surroundings.policies().before(deadline)) {
      return new Unprepared("the policies were not read yet");
    }
    Access given = access(review, deadline);
    Access access = review.dryRun() ? given.leavingNothing() : given;
    Deadline decided = surroundings.reserve().deciding(now, timeout);
    try (Pace.Going going = pace.within(decided.remaining())) {
      Bounds bounds = Bounds.shown(going::begin);
      Workload whole = complete(workload, images);
      Review answered = answered(review, checker.check(whole, () -> access, now, bounds), now);
      surroundings.reserve().came(late(decided));
      return answered;
    }
  }

  private Duration late(Deadline deadline) {
    Duration late = Duration.between(deadline.at(), clock.instant());
    return late.isNegative() ? Duration.ZERO : late;
  }

  /** Without access only what is not known yet cannot be judged. */
  private Access access(AdmissionReview review, Deadline deadline) {
    try {
      return surroundings.access().forReview(review, deadline);
    } catch (RuntimeException | Error e) {
      String fault = Faults.told("access to registries", e);
      return new Access(
          _ -> {
            throw new IllegalStateException(fault);
          },
          deadline,
          new Traffic());
    }
  }

  private @Nullable Map<String, String> labels(String namespace) {
    try {
      return surroundings.labels().of(namespace);
    } catch (RuntimeException | Error e) {
      Faults.told("labels of namespace " + namespace + ", so they count as not known", e);
      return null;
    }
  }

  private Workload complete(Workload workload, List<ContainerImage> images) {
    String namespace = workload.namespace();
    return new Workload(
        workload.kind(),
        namespace,
        workload.name(),
        workload.labels(),
        namespace == null ? null : labels(namespace),
        images,
        null);
  }

  private Review answered(AdmissionReview review, @Nullable Report report, Instant began) {
    Answer answer = report == null ? Answer.ALLOWED : Answers.to(report);
    var admission = new Admission(review, report, answer, Duration.between(began, clock.instant()));
    try {
      surroundings.observer().answered(admission);
    } catch (RuntimeException | Error e) {
      Faults.told("the observer of answers", e);
    }
    return new Answered(answer);
  }
}
