package dev.bedplate.policy;

import dev.bedplate.image.Distribution;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Lifecycle;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.Workload;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Decides what policies say about a workload; independent of the order of its input, and pure but
 * for {@link Bounds.TimeLeft}: what it says may leave images undecided, and changes nothing else.
 */
public final class PolicyEngine {
  private final BiFunction<Distribution, LocalDate, Lifecycle> lifecycles;

  /** An engine that asks {@code lifecycles} for the support of a distribution on a day. */
  public PolicyEngine(BiFunction<Distribution, LocalDate, Lifecycle> lifecycles) {
    this.lifecycles = lifecycles;
  }

  /** The verdict for one workload at one moment, however long it takes, with all violations. */
  public Report decide(
      Workload workload,
      Map<ContainerImage, List<Inspection>> facts,
      List<Policy> policies,
      List<PolicyException> exceptions,
      Instant now) {
    return decide(workload, facts, policies, exceptions, now, Bounds.NONE);
  }

  /**
   * The verdict for one workload at one moment.
   *
   * @param facts for each image one inspection per platform; the worst one decides
   */
  public Report decide(
      Workload workload,
      Map<ContainerImage, List<Inspection>> facts,
      List<Policy> policies,
      List<PolicyException> exceptions,
      Instant now,
      Bounds bounds) {
    var decision =
        new Decision(workload, facts, new Exemptions(exceptions), bounds, now, lifecycles);
    decision.apply(policies);
    return decision.report();
  }
}
