package dev.bedplate.webhook;

import dev.bedplate.check.Checker;
import dev.bedplate.image.ImageReference;
import dev.bedplate.policy.Report;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.webhook.Reviewer.Review.Answered;
import dev.bedplate.webhook.Reviewer.Review.Unprepared;
import dev.bedplate.webhook.Reviewer.Review.Unreadable;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.Workload;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A review to its answer: scope, owner rule, verdict in time, response. */
public final class AdmissionHandler implements Reviewer {
  /** What the way back to the API server may cost. */
  static final Duration RESERVE = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(AdmissionHandler.class);
  private final Scope scope;
  private final OwnerRule owners;
  private final Surroundings surroundings;
  private final Checker checker;
  private final Clock clock;

  /**
   * What the handler asks of the cluster.
   *
   * @param excluded namespaces whose objects are never judged
   * @param references reads image references; in a cluster all of them name registries
   */
  public record Surroundings(
      Set<String> excluded,
      Function<String, ImageReference> references,
      KnownPolicies policies,
      Owners owners,
      NamespaceLabels labels,
      PullAccess access,
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
    Deadline deadline = new Deadline(now.plus(timeout).minus(RESERVE), clock);
    List<ContainerImage> images = owners.toJudge(review, workload, deadline);
    if (images.isEmpty()) {
      return answered(review, null, now);
    }
    if (!surroundings.policies().before(deadline)) {
      return new Unprepared("the policies were not read yet");
    }
    Access given = surroundings.access().forReview(review, deadline);
    Access access = review.dryRun() ? given.leavingNothing() : given;
    return answered(review, checker.check(complete(workload, images), () -> access, now), now);
  }

  private Workload complete(Workload workload, List<ContainerImage> images) {
    String namespace = workload.namespace();
    return new Workload(
        workload.kind(),
        namespace,
        workload.name(),
        workload.labels(),
        namespace == null ? null : surroundings.labels().of(namespace),
        images,
        null);
  }

  private Review answered(AdmissionReview review, @Nullable Report report, Instant began) {
    Answer answer = report == null ? Answer.ALLOWED : Answers.to(report);
    var admission = new Admission(review, report, answer, Duration.between(began, clock.instant()));
    try {
      surroundings.observer().answered(admission);
    } catch (RuntimeException e) {
      LOG.error("an answer could not be observed", e);
    }
    return new Answered(answer);
  }
}
