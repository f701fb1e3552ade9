package dev.bedplate.cli;

import dev.bedplate.workload.manifest.ManifestDocument;
import dev.bedplate.workload.manifest.ManifestError;
import dev.bedplate.workload.manifest.ManifestPart;
import dev.bedplate.workload.manifest.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what {@code -p} names. Unlike in manifests, nothing in it is read over in silence. */
final class PolicyFiles {
  private final InputStream standardInput;
  private final PolicyDocuments kept = new PolicyDocuments();
  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();

  PolicyFiles(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  /**
   * Reads all of them.
   *
   * @throws InvalidInput with everything that is wrong with any of them
   */
  void read(List<String> names) throws InvalidInput {
    InputFiles.refuseMissing(names);
    for (String name : names) {
      int before = kept.ours();
      named(name);
      if (kept.ours() == before && errors.isEmpty()) {
        warnings.add(name + ": no policy and no exception in it");
      }
    }
    errors.addAll(kept.repeated());
    if (!errors.isEmpty()) {
      throw new InvalidInput(String.join("\n", errors));
    }
  }

  /** Those that are ours; if none is, the others, of which the reader says what is wrong. */
  List<ManifestDocument> documents() {
    return kept.documents();
  }

  /** What is no policy beside those that are. */
  List<String> warnings() {
    var all = new ArrayList<>(warnings);
    all.addAll(kept.warnings());
    return all;
  }

  private void named(String name) throws InvalidInput {
    Path path = Path.of(name);
    if (name.equals(InputFiles.STDIN)) {
      try {
        ManifestReader.read("<stdin>", standardInput, this::accept);
      } catch (IOException e) {
        errors.add("<stdin>: cannot be read: " + InputFiles.reason(e));
      }
    } else if (Files.isDirectory(path)) {
      PolicyFolder folder = PolicyFolder.of(path);
      errors.addAll(folder.problems());
      warnings.addAll(folder.warnings());
      folder.files().forEach(this::file);
    } else {
      file(path);
    }
  }

  private void file(Path file) {
    if (!seen.add(ManifestFolder.place(file))) {
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      ManifestReader.read(file.toString(), in, this::accept);
    } catch (IOException e) {
      errors.add(file + ": cannot be read: " + InputFiles.reason(e));
    }
  }

  private void accept(ManifestPart part) {
    switch (part) {
      case ManifestPart.Held(ManifestDocument object) -> kept.accept(object);
      case ManifestPart.Foreign(ManifestError why, boolean certain) -> warnings.add(why.message());
      case ManifestPart.Broken(ManifestError error) -> errors.add(error.message());
      case ManifestPart.Lenient(ManifestError note) -> errors.add(note.message());
    }
  }
}
