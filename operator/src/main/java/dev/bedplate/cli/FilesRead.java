package dev.bedplate.cli;

import dev.bedplate.workload.manifest.ManifestError;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of reading files, beside the objects in them.
 *
 * @param errors what could not be read
 * @param lenient what is wrong and kubectl takes all the same
 * @param rendered charts and kustomizations, whose parts were not read
 * @param foreign the first files of directories that hold no Kubernetes object
 * @param foreignCount of all of those
 * @param special the first entries of directories that are no files
 * @param specialCount of all of those
 * @param leftOut how many files and directories {@code --ignore} left out
 */
record FilesRead(
    List<Problem> errors,
    List<Problem> lenient,
    List<Rendered> rendered,
    List<String> foreign,
    int foreignCount,
    List<String> special,
    int specialCount,
    int leftOut) {
  static final FilesRead NOTHING = new Builder().build();

  FilesRead {
    errors = List.copyOf(errors);
    lenient = List.copyOf(lenient);
    rendered = List.copyOf(rendered);
    foreign = List.copyOf(foreign);
    special = List.copyOf(special);
  }

  /** The same with more that could not be read. */
  FilesRead withErrors(List<ManifestError> more) {
    var all = new Problems();
    errors.forEach(all::add);
    more.stream().map(Problem::of).forEach(all::add);
    return new FilesRead(
        all.kept(), lenient, rendered, foreign, foreignCount, special, specialCount, leftOut);
  }

  /** Problems of which only the first are kept. */
  private static final class Problems {
    private static final int MAX = 1_000;
    private final List<Problem> kept = new ArrayList<>();
    private int count;

    void add(Problem problem) {
      count++;
      if (kept.size() < MAX) {
        kept.add(problem);
      }
    }

    List<Problem> kept() {
      var all = new ArrayList<>(kept);
      if (count > kept.size()) {
        all.add(Problem.of("and %d more".formatted(count - kept.size())));
      }
      return all;
    }
  }

  /** Collects it. */
  static final class Builder {
    private static final int EXAMPLES = 5;
    private final Problems errors = new Problems();
    private final Problems lenient = new Problems();
    private final List<Rendered> rendered = new ArrayList<>();
    private final List<String> foreign = new ArrayList<>();
    private final List<String> special = new ArrayList<>();
    private int foreignCount;
    private int specialCount;
    private int leftOut;

    void error(String line) {
      errors.add(Problem.of(line));
    }

    void error(ManifestError error) {
      errors.add(Problem.of(error));
    }

    void lenient(ManifestError note) {
      lenient.add(Problem.of(note));
    }

    void rendered(Rendered one) {
      rendered.add(one);
    }

    void foreign(String file) {
      foreignCount++;
      if (foreign.size() < EXAMPLES) {
        foreign.add(file);
      }
    }

    void special(String entry) {
      specialCount++;
      if (special.size() < EXAMPLES) {
        special.add(entry);
      }
    }

    void leftOut(int count) {
      leftOut += count;
    }

    FilesRead build() {
      return new FilesRead(
          errors.kept(),
          lenient.kept(),
          rendered,
          foreign,
          foreignCount,
          special,
          specialCount,
          leftOut);
    }
  }
}
