package dev.bedplate.cli;

import dev.bedplate.check.Checker;
import dev.bedplate.check.Judge;
import dev.bedplate.policy.Report;
import dev.bedplate.workload.Workload;
import java.io.IOException;
import java.util.List;

/** {@code bedplate check}. */
final class CheckCommand {
  private final Environment environment;

  CheckCommand(Environment environment) {
    this.environment = environment;
  }

  int run(Arguments arguments) throws InvalidInput, IOException {
    boolean cluster = arguments.has("cluster");
    if (arguments.words().isEmpty() && arguments.all("filename").isEmpty() && !cluster) {
      throw new InvalidInput("check needs manifests (-f), images or --cluster");
    }
    if (arguments.all("policy").isEmpty() && !cluster) {
      throw new InvalidInput("check needs at least one policy (-p) or --cluster");
    }
    try (var progress = ProgressLine.of(environment, arguments);
        var session = EngineSession.open(environment, arguments, progress)) {
      Judge judge = new PolicyInput(environment, session).judge(arguments.all("policy"));
      List<Workload> workloads = new WorkloadInput(environment, session).workloads(arguments);
      if (workloads.isEmpty()) {
        environment.err().println("bedplate: no workload in the input, so nothing was judged");
      }
      var checker = new Checker(session.engine().inspector(), judge, session::platforms);
      List<Report> reports =
          checker.check(workloads, session.engine()::access, environment.clock().instant());
      progress.clear();
      var outcome = new Outcome(reports);
      print(outcome, arguments);
      return outcome.exitCode(arguments.value("fail-on", "deny"));
    }
  }

  private void print(Outcome outcome, Arguments arguments) throws IOException {
    switch (arguments.value("output", "table")) {
      case "json" -> Json.print(environment.out(), OutcomeJson.tree(outcome));
      case "sarif" -> Json.print(environment.out(), Sarif.log(outcome));
      case "junit" -> new JUnitPrinter(environment.out()).print(outcome);
      case "github" -> GitHubPrinter.print(outcome, environment.out());
      default ->
          new OutcomeTable(environment.out(), Style.of(environment), environment.columns())
              .print(outcome);
    }
  }
}
