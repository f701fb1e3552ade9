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

  Judge judge(List<String> files, Ignored ignored) throws InvalidInput, IOException {
    List<ManifestDocument> documents = documents(files, ignored);
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
    Stream.concat(there.problems().stream(), set.notes().stream())
        .forEach(it -> environment.err().println("bedplate: " + Text.safe(it)));
    return set.judge();
  }

  /** Nothing of a policy may be read over, so that what is wrong anywhere ends the check. */
  private List<ManifestDocument> documents(List<String> files, Ignored ignored)
      throws InvalidInput {
    var kept = new PolicyDocuments();
    FilesRead read = new InputFiles(environment.in(), ignored, kept).read(files);
    List<String> wrong =
        Stream.concat(read.errors().stream(), read.lenient().stream())
            .map(Problem::message)
            .toList();
    if (!wrong.isEmpty()) {
      throw new InvalidInput(String.join("\n", wrong));
    }
    return kept.documents();
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
