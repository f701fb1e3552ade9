package dev.bedplate.cli;

import dev.bedplate.check.Checker;
import dev.bedplate.check.Judge;
import dev.bedplate.image.ImageReference;
import dev.bedplate.policy.Report;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import dev.bedplate.workload.Workload;
import dev.bedplate.workload.manifest.ManifestDocument;
import dev.bedplate.workload.manifest.ManifestError;
import dev.bedplate.workload.manifest.Workloads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code bedplate check}. */
final class CheckCommand {
  private final Environment environment;

  CheckCommand(Environment environment) {
    this.environment = environment;
  }

  int run(Arguments arguments) throws InvalidInput, IOException {
    if (arguments.words().isEmpty() && arguments.all("filename").isEmpty()) {
      throw new InvalidInput("check needs manifests (-f) or images");
    }
    if (arguments.all("policy").isEmpty()) {
      throw new InvalidInput("check needs at least one policy (-p)");
    }
    try (var progress = ProgressLine.of(environment, arguments);
        var session = EngineSession.open(environment, arguments, progress)) {
      Judge judge = judge(session, arguments);
      List<Workload> workloads = workloads(session, arguments);
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

  private Judge judge(EngineSession session, Arguments arguments) throws InvalidInput, IOException {
    var files = new InputFiles(environment.in());
    List<ManifestDocument> documents = files.read(arguments.all("policy"));
    Judge judge =
        switch (session.engine().policies(documents)) {
          case PolicySet.Ready(Judge ready) -> ready;
          case PolicySet.Rejected(List<ManifestError> errors) -> throw invalid(errors);
        };
    // A pipeline that lost its policies must not pass as if it had been judged.
    if (documents.stream().noneMatch(d -> "BaseImagePolicy".equals(d.text("kind")))) {
      String named = String.join(", ", arguments.all("policy"));
      throw new InvalidInput(named + ": no BaseImagePolicy in it, so nothing would be judged");
    }
    return judge;
  }

  private List<Workload> workloads(EngineSession session, Arguments arguments)
      throws InvalidInput, IOException {
    var files = new InputFiles(environment.in());
    Workloads read =
        Workloads.of(
            files.read(arguments.all("filename")),
            arguments.value("namespace", "default"),
            session.engine()::reference);
    if (!read.errors().isEmpty()) {
      throw invalid(read.errors());
    }
    var workloads = new ArrayList<>(read.workloads());
    for (ImageReference reference : session.references(arguments.words())) {
      var image = new ContainerImage("image", ContainerList.Main, "image", reference);
      workloads.add(
          new Workload("Image", null, reference.original(), Map.of(), null, List.of(image), null));
    }
    return workloads;
  }

  private static InvalidInput invalid(List<ManifestError> errors) {
    return new InvalidInput(
        errors.stream().map(ManifestError::message).collect(Collectors.joining("\n")));
  }
}
