package dev.bedplate.cli;

import dev.bedplate.json.Json;
import dev.bedplate.workload.manifest.UnjudgedObjects;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prints verdicts to all places where they are wanted. */
final class OutcomePrinter {
  private final Environment environment;
  private final List<OutputTarget> targets;
  private final FailOn failOn;
  private final boolean summary;

  OutcomePrinter(
      Environment environment, List<OutputTarget> targets, FailOn failOn, boolean summary) {
    this.environment = environment;
    this.targets = targets;
    this.failOn = failOn;
    this.summary = summary;
  }

  void print(Outcome outcome) throws InvalidInput, IOException {
    if (outcome.nothingJudged()) {
      String why = outcome.reports().isEmpty() ? nothing(outcome.unjudged()) : "no policy applies";
      tell(why + ", so nothing was judged");
    }
    if (targets.stream().noneMatch(OutputTarget::tellsAll)) {
      outcome.unjudged().lines().forEach(it -> tell("not judged: " + it.text()));
    }
    for (OutputTarget target : targets) {
      Path file = target.file();
      if (file == null) {
        Style style = Style.of(environment);
        print(outcome, target, environment.out(), style, environment.columns());
      } else {
        write(outcome, target, file);
      }
    }
  }

  /** What was not read or not understood may be workloads. */
  private static String nothing(Unjudged unjudged) {
    boolean overlooked =
        unjudged.objects().withoutImage().count() > 0
            || unjudged.objects().kinds().stream().anyMatch(UnjudgedObjects.Kind::runsContainers);
    if (overlooked || !unjudged.files().rendered().isEmpty()) {
      return "nothing in the input can be judged as it is";
    }
    return unjudged.files().errors().isEmpty()
        ? "no workload in the input"
        : "no workload in what could be read of the input";
  }

  private void tell(String text) {
    environment.err().println("bedplate: " + Text.safe(text));
  }

  private void write(Outcome outcome, OutputTarget target, Path file) throws InvalidInput {
    try (var out =
        new PrintStream(
            new BufferedOutputStream(Files.newOutputStream(file)), false, StandardCharsets.UTF_8)) {
      print(outcome, target, out, new Style(false), environment.columns());
      if (out.checkError()) {
        throw new IOException("not all of it could be written");
      }
    } catch (IOException e) {
      throw new InvalidInput(file + ": cannot be written: " + InputFiles.reason(e));
    }
  }

  private void print(
      Outcome outcome, OutputTarget target, PrintStream out, Style style, int columns)
      throws IOException {
    switch (target.format()) {
      case "json" -> Json.print(out, OutcomeJson.tree(outcome));
      case "sarif" -> Json.print(out, Sarif.log(outcome));
      case "junit" -> new JUnitPrinter(out, failOn).print(outcome);
      case "github" -> GitHubPrinter.print(outcome, out);
      default -> {
        var table = new OutcomeTable(out, style, columns);
        if (summary) {
          table.summary(outcome);
        } else {
          table.print(outcome);
        }
      }
    }
  }
}
