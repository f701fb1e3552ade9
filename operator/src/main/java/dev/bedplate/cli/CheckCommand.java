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
    long fromInput =
        Stream.of("filename", "policy")
            .flatMap(it -> arguments.all(it).stream())
            .filter(InputFiles.STDIN::equals)
            .count();
    if (fromInput > 1) {
      throw new InvalidInput("the standard input (-) can be read once only");
    }
    Ignored ignored = Ignored.parse(arguments.all("ignore"));
    FailOn failOn = FailOn.of(arguments.all("fail-on"));
    List<OutputTarget> targets = OutputTarget.of(arguments.all("output"));
    for (OutputTarget target : targets) {
      target.refuseInput(arguments.all("filename"));
      target.refuseInput(arguments.all("policy"));
      target.refuseInput(arguments.all("config"));
    }
    var printer = new OutcomePrinter(environment, targets, failOn, arguments.has("summary"));
    try (var progress = ProgressLine.of(environment, arguments);
        var session = EngineSession.open(environment, arguments, progress)) {
      Judge judge = new PolicyInput(environment, session).judge(arguments.all("policy"));
      CheckInput input = new WorkloadInput(environment, session).read(arguments, ignored);
      tell(input.unjudged().files());
      var checker =
          new Checker(
              new WatchedInspector(session.engine().inspector(), progress),
              judge,
              session::platforms);
      List<Report> reports =
          checker.check(input.workloads(), session.engine()::access, environment.clock().instant());
      progress.clear();
      var outcome = new Outcome(reports, input.unjudged());
      printer.print(outcome);
      return outcome.exitCode(failOn);
    }
  }

  private void tell(FilesRead files) {
    files.errors().forEach(it -> tell(it.message()));
    files
        .lenient()
        .forEach(it -> tell("warning: " + it.message() + " (kubectl reads it all the same)"));
  }

  private void tell(String text) {
    environment.err().println("bedplate: " + Text.safe(text));
  }
}
