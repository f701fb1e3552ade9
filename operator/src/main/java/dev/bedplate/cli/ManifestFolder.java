package dev.bedplate.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of a directory that may be manifests, and the charts and kustomizations in it, whose
 * parts are none: what is deployed is made of them.
 */
final class ManifestFolder {
  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");
  private static final Set<String> CHART_PARTS = Set.of("templates", "charts", "crds");
  private static final int MAX_FILES = 100_000;
  private static final int MAX_DEPTH = 64;
  private final Path root;
  private final Ignored ignored;
  private final Set<Path> files = new TreeSet<>();
  private final Map<Path, Kustomization> kustomizations = new LinkedHashMap<>();
  private final List<Rendered> rendered = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> special = new ArrayList<>();
  private int leftOut;

  private ManifestFolder(Path root, Ignored ignored) {
    this.root = root;
    this.ignored = ignored;
  }

  /** Looks through {@code root}; links to directories are not followed, as with kubectl. */
  static ManifestFolder of(Path root, Ignored ignored) throws InvalidInput {
    var folder = new ManifestFolder(root, ignored);
    folder.visit(root, 0, true);
    folder.takeOutParts();
    return folder;
  }

  /** In order. */
  List<Path> files() {
    return List.copyOf(files);
  }

  List<Rendered> rendered() {
    return List.copyOf(rendered);
  }

  /** What could not be looked into, one line each. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Links that lead to no file, to directories, and what else is no file. */
  List<String> special() {
    return List.copyOf(special);
  }

  /** The chart of which a directory is a part that has to be rendered. */
  static Optional<Path> chartOf(Path directory) {
    Path place = place(directory);
    for (Path at = place; at.getParent() != null; at = at.getParent()) {
      boolean templates = CHART_PARTS.contains(name(at)) && !name(at).equals("crds");
      if (templates && Files.isRegularFile(at.resolveSibling("Chart.yaml"))) {
        return Optional.of(shown(directory, place, at.getParent()));
      }
    }
    return Optional.empty();
  }

  /** As the user would write it, where it is above the directory in what was written. */
  private static Path shown(Path directory, Path place, Path chart) {
    Path written = directory.normalize();
    int up = place.getNameCount() - chart.getNameCount();
    return !written.isAbsolute() && written.getNameCount() > up && !written.startsWith("..")
        ? written.subpath(0, written.getNameCount() - up)
        : chart;
  }

  /** How many files and directories {@code --ignore} left out. */
  int leftOut() {
    return leftOut;
  }

  /**
   * @param judged false inside a chart, whose files are only counted
   * @return how many files there are below it
   */
  private int visit(Path directory, int depth, boolean judged) throws InvalidInput {
    if (depth > MAX_DEPTH) {
      problems.add(directory + ": more than " + MAX_DEPTH + " directories deep, so not read");
      return 0;
    }
    List<Path> entries = entries(directory);
    boolean chart = judged && entries.stream().anyMatch(ManifestFolder::isChart);
    int inChart = 0;
    int all = 0;
    for (Path entry : entries) {
      boolean part = chart && (isChart(entry) || CHART_PARTS.contains(name(entry)));
      int found = entry(entry, depth, judged && !part);
      all += found;
      inChart += part ? found : 0;
    }
    if (chart) {
      rendered.add(new Rendered(Rendered.Type.CHART, directory, "", inChart));
    }
    return all;
  }

  private int entry(Path entry, int depth, boolean judged) throws InvalidInput {
    if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
      return name(entry).equals(".git") ? 0 : visit(entry, depth + 1, judged);
    }
    if (Kustomization.is(entry) && judged) {
      kustomization(entry);
    }
    if (!Files.isRegularFile(entry)) {
      if (isNamedLikeOne(entry) || Files.isDirectory(entry)) {
        special.add(entry.toString());
      }
      return 0;
    }
    if (!isNamedLikeOne(entry)) {
      return 0;
    }
    if (judged) {
      files.add(entry);
      if (files.size() > MAX_FILES) {
        throw new InvalidInput(root + ": more than " + MAX_FILES + " manifests");
      }
    }
    return 1;
  }

  private List<Path> entries(Path directory) {
    var entries = new ArrayList<Path>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path entry : stream) {
        if (ignored.matches(root, entry)) {
          leftOut++;
        } else {
          entries.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      problems.add(directory + ": cannot be read: " + InputFiles.reason(e));
    }
    entries.sort(null);
    return entries;
  }

  private void kustomization(Path file) {
    try {
      Kustomization.read(file).ifPresent(it -> kustomizations.put(file, it));
    } catch (IOException e) {
      problems.add(file + ": cannot be read: " + InputFiles.reason(e));
    }
  }

  /** What kustomizations name is part of them; those that others name are not told on their own. */
  private void takeOutParts() {
    var places = new HashMap<Path, Path>();
    files.forEach(file -> places.put(place(file), file));
    var parts = new KustomizationParts(kustomizations.values());
    kustomizations.forEach(
        (file, it) -> {
          files.remove(file);
          if (parts.isRoot(it, place(file))) {
            int count = (int) parts.of(it).stream().filter(places::containsKey).count();
            rendered.add(Rendered.kustomization(file, it, count));
          }
        });
    for (Kustomization each : kustomizations.values()) {
      each.named().stream().map(places::get).filter(Objects::nonNull).forEach(files::remove);
    }
    rendered.sort(Comparator.comparing(Rendered::directory));
  }

  /** The one spelling of a path by which places are compared. */
  static Path place(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private static boolean isChart(Path file) {
    return name(file).equals("Chart.yaml");
  }

  private static boolean isNamedLikeOne(Path file) {
    return ENDINGS.stream().anyMatch(name(file)::endsWith);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
