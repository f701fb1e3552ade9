package dev.bedplate.cli;

import dev.bedplate.catalog.PartialCatalog;
import dev.bedplate.check.Judge;
import dev.bedplate.workload.manifest.ManifestDocument;
import dev.bedplate.workload.manifest.ManifestError;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** The policies and exceptions that a check applies: those of files, of the cluster, or both. */
final class PolicyInput {
  private final Environment environment;
  private final EngineSession session;

  PolicyInput(Environment environment, EngineSession session) {
    this.environment = environment;
    this.session = session;
  }

  Judge judge(List<String> files) throws InvalidInput, IOException {
    var read = new PolicyFiles(environment.in());
    read.read(files);
    List<ManifestDocument> documents = read.documents();
    ClusterReader cluster = session.cluster();
    PartialCatalog there = cluster == null ? PartialCatalog.NONE : cluster.policies();
    PolicySet.Ready set =
        switch (session.engine().policies(documents, there.catalog())) {
          case PolicySet.Ready ready -> ready;
          case PolicySet.Rejected(List<ManifestError> errors) -> throw InvalidInput.of(errors);
        };
    // A pipeline that lost its policies must not pass as if it had been judged.
    if (there.policies() == 0 && documents.stream().noneMatch(PolicyInput::isPolicy)) {
      throw new InvalidInput(
          places(files) + ": no BaseImagePolicy in it, so nothing would be judged");
    }
    Stream.of(read.warnings(), there.problems(), set.notes())
        .flatMap(List::stream)
        .forEach(it -> environment.err().println("bedplate: warning: " + Text.safe(it)));
    return set.judge();
  }

  private String places(List<String> files) {
    String named = String.join(", ", files);
    if (session.cluster() == null) {
      return named;
    }
    return files.isEmpty() ? "the cluster" : named + ", the cluster";
  }

  private static boolean isPolicy(ManifestDocument document) {
    return "BaseImagePolicy".equals(document.text("kind"));
  }
}
