package dev.bedplate.cli;

import dev.bedplate.workload.manifest.ManifestError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of reading files, beside the objects in them.
 *
 * @param errors what could not be read, one line each
 * @param lenient what is wrong and kubectl takes all the same, one line each
 * @param rendered charts and kustomizations, whose parts were not read
 * @param foreign the first files of directories that hold no Kubernetes object
 * @param foreignCount of all of those
 * @param leftOut how many files and directories {@code --ignore} left out
 */
record FilesRead(
    List<String> errors,
    List<String> lenient,
    List<Rendered> rendered,
    List<String> foreign,
    int foreignCount,
    int leftOut) {
  static final FilesRead NOTHING = new FilesRead(List.of(), List.of(), List.of(), List.of(), 0, 0);

  FilesRead {
    errors = List.copyOf(errors);
    lenient = List.copyOf(lenient);
    rendered = List.copyOf(rendered);
    foreign = List.copyOf(foreign);
  }

  /** The same with more that could not be read. */
  FilesRead withErrors(List<ManifestError> more) {
    var all = new Lines();
    errors.forEach(all::add);
    more.forEach(it -> all.add(it.message()));
    return new FilesRead(all.kept(), lenient, rendered, foreign, foreignCount, leftOut);
  }

  /** Lines of which only the first are kept. */
  private static final class Lines {
    private static final int MAX = 1_000;
    private final List<String> kept = new ArrayList<>();
    private int count;

    void add(String line) {
      count++;
      if (kept.size() < MAX) {
        kept.add(line);
      }
    }

    List<String> kept() {
      var all = new ArrayList<>(kept);
      if (count > kept.size()) {
        all.add("and %d more".formatted(count - kept.size()));
      }
      return all;
    }
  }

  /** Collects it. */
  static final class Builder {
    private static final int EXAMPLES = 5;
    private final Lines errors = new Lines();
    private final Lines lenient = new Lines();
    private final List<Rendered> rendered = new ArrayList<>();
    private final List<String> foreign = new ArrayList<>();
    private int foreignCount;
    private int leftOut;

    void error(String line) {
      errors.add(line);
    }

    void error(ManifestError error) {
      errors.add(error.message());
    }

    void lenient(ManifestError note) {
      lenient.add(note.message());
    }

    void rendered(Rendered one) {
      rendered.add(one);
    }

    void foreign(Path file) {
      foreignCount++;
      if (foreign.size() < EXAMPLES) {
        foreign.add(file.toString());
      }
    }

    void leftOut(int count) {
      leftOut += count;
    }

    FilesRead build() {
      return new FilesRead(errors.kept(), lenient.kept(), rendered, foreign, foreignCount, leftOut);
    }
  }
}
