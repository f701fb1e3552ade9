package dev.bedplate.cli;

import dev.bedplate.check.Gathering;
import dev.bedplate.fault.Faults;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Lifecycle;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** {@code bedplate inspect}. */
final class InspectCommand {
  private final Environment environment;

  InspectCommand(Environment environment) {
    this.environment = environment;
  }

  int run(Arguments arguments) throws InvalidInput, IOException {
    if (arguments.words().isEmpty()) {
      throw new InvalidInput("inspect needs at least one image");
    }
    try (var progress = ProgressLine.of(environment, arguments);
        var session = EngineSession.open(environment, arguments, progress)) {
      List<Inspection> found = inspect(session, session.references(arguments.words()));
      progress.clear();
      print(found, session, arguments);
      return found.stream().anyMatch(Failed.class::isInstance)
          ? CommandLine.UNDECIDED
          : CommandLine.DONE;
    }
  }

  private List<Inspection> inspect(EngineSession session, List<ImageReference> references) {
    Engine engine = session.engine();
    var usual =
        new UsualImage(
            engine.inspector(), it -> environment.err().println(Text.safe("bedplate: " + it)));
    return new Gathering(usual, session::platforms)
        .inspect(references, engine::access, Executors.newVirtualThreadPerTaskExecutor()).stream()
            .flatMap(List::stream)
            .toList();
  }

  private void print(List<Inspection> found, EngineSession session, Arguments arguments)
      throws IOException {
    LocalDate today = LocalDate.ofInstant(environment.clock().instant(), ZoneOffset.UTC);
    List<Finding> findings =
        found.stream().map(i -> new Finding(i, lifecycle(i, session, today))).toList();
    switch (arguments.value("output", "table")) {
      case "json" -> FactsPrinter.json(findings, environment.out());
      case "yaml" -> FactsPrinter.yaml(findings, environment.out());
      default -> table(findings, arguments.has("explain"));
    }
  }

  private void table(List<Finding> findings, boolean explain) {
    var table = new FactsTable(environment.out(), Style.of(environment), environment.columns());
    boolean first = true;
    for (Finding finding : findings) {
      if (finding.inspection() instanceof Failed failed) {
        environment.err().println(line(failed));
      } else if (finding.inspection() instanceof Inspected inspected) {
        if (!first) {
          environment.out().println();
        }
        first = false;
        table.print(inspected, finding.lifecycle(), explain);
      }
    }
  }

  private static String line(Failed failed) {
    return Text.safe(
        "bedplate: %s: %s: %s"
            .formatted(failed.reference().original(), failed.reason(), failed.message()));
  }

  private static @Nullable Lifecycle lifecycle(
      Inspection inspection, EngineSession session, LocalDate today) {
    if (!(inspection instanceof Inspected inspected)) {
      return null;
    }
    try {
      return session.engine().lifecycle(inspected.facts().distribution(), today);
    } catch (RuntimeException | Error e) {
      Faults.told("lifecycle of image " + inspected.reference().canonical(), e);
      return new Lifecycle(Lifecycle.State.Unknown, null, null, null, today);
    }
  }

  /** One inspection with its lifecycle today. */
  record Finding(Inspection inspection, @Nullable Lifecycle lifecycle) {}
}
