package dev.bedplate.cli;

import dev.bedplate.check.Checker;
import dev.bedplate.check.Judge;
import dev.bedplate.policy.Report;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

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
    Ignored ignored = Ignored.parse(arguments.all("ignore"));
    try (var progress = ProgressLine.of(environment, arguments);
        var session = EngineSession.open(environment, arguments, progress)) {
      Judge judge = new PolicyInput(environment, session).judge(arguments.all("policy"), ignored);
      CheckInput input = new WorkloadInput(environment, session).read(arguments, ignored);
      tell(input.unjudged().files());
      var checker = new Checker(session.engine().inspector(), judge, session::platforms);
      List<Report> reports =
          checker.check(input.workloads(), session.engine()::access, environment.clock().instant());
      progress.clear();
      var outcome = new Outcome(reports, input.unjudged());
      print(outcome, arguments);
      return outcome.exitCode(FailOn.of(arguments.all("fail-on")));
    }
  }

  private void tell(FilesRead files) {
    Stream.concat(
            files.errors().stream(),
            files.lenient().stream()
                .map(it -> "warning: " + it + " (kubectl reads it all the same)"))
        .forEach(it -> environment.err().println("bedplate: " + Text.safe(it)));
  }

  private void print(Outcome outcome, Arguments arguments) throws IOException {
    if (outcome.nothingJudged()) {
      String why = outcome.reports().isEmpty() ? "no workload in the input" : "no policy applies";
      environment.err().println("bedplate: " + why + ", so nothing was judged");
    }
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
