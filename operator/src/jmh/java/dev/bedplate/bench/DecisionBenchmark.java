package dev.bedplate.bench;

import dev.bedplate.image.Inspection;
import dev.bedplate.image.LifecycleTable;
import dev.bedplate.inspect.distribution.LifecycleResource;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.PolicyEngine;
import dev.bedplate.policy.Report;
import dev.bedplate.policy.Verdict;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Deciding about a workload of two inspected images, on one core. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  /** What is decided: five policies without expressions, or one that has nothing else. */
  public enum Case {
    Compliant,
    Denied,
    Expression
  }

  @Param Case about = Case.Compliant;

  private final LifecycleTable table = LifecycleResource.load();
  private final PolicyEngine engine = new PolicyEngine(table::lifecycle);
  private final Workload workload = DecisionInput.workload();
  private List<Policy> policies = List.of();
  private Map<ContainerImage, List<Inspection>> facts = Map.of();

  /** Prepares one case, and makes sure that it is the case it says it is. */
  @Setup
  public void prepare() {
    policies = about == Case.Expression ? DecisionInput.expression() : DecisionInput.policies();
    facts = DecisionInput.facts(workload, about == Case.Denied);
    Report report = decide();
    boolean compliant = report.verdict() instanceof Verdict.Compliant;
    if (report.denied() != (about == Case.Denied) || compliant == (about == Case.Denied)) {
      throw new IllegalStateException(about + " came out as " + report);
    }
  }

  /** One decision. */
  @Benchmark
  public Report decide() {
    return engine.decide(workload, facts, policies, List.of(), NOW);
  }
}
