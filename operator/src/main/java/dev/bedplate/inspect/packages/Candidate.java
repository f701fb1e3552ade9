package dev.bedplate.inspect.packages;

import dev.bedplate.inspect.filesystem.FileNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One database of one manager, in one file or many.
 *
 * @param names null when a part of it could not be read
 */
record Candidate(String kind, List<Located> files, @Nullable List<String> names) {

  /** A file of the database, and what it lists. */
  record Located(FileNode node, PackageDatabase database) {}

  static Candidate of(String kind, List<Located> files) {
    List<PackageDatabase.Entry> all = new ArrayList<>();
    for (Located file : files) {
      List<PackageDatabase.Entry> packages = file.database().packages();
      if (packages == null) {
        return new Candidate(kind, files, null);
      }
      all.addAll(packages);
    }
    // rpm may have one package several times, and rpm -qa lists it as often
    var entries = kind.equals("rpm") ? all : new ArrayList<>(new LinkedHashSet<>(all));
    return new Candidate(
        kind, files, entries.stream().map(PackageDatabase.Entry::name).sorted().toList());
  }

  /** The number of packages; 0 also when it is not known. */
  int count() {
    return names == null ? 0 : names.size();
  }

  boolean readable() {
    return names != null;
  }

  /** Why it could not be read. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (Located file : files) {
      String problem = file.database().problem();
      if (problem != null) {
        problems.add(problem);
      }
    }
    return problems;
  }

  /**
   * Whether the other one is what a conversion made of this one: rpm leaves the older form behind,
   * in the same directory.
   */
  boolean replacedBy(Candidate other) {
    String own = files.getFirst().node().path();
    String others = other.files().getFirst().node().path();
    int rank = rank(own);
    return kind.equals("rpm")
        && rank >= 0
        && other.kind().equals("rpm")
        && other.count() > 0
        && rank(others) >= 0
        && rank(others) < rank
        && directory(own).equals(directory(others));
  }

  private static int rank(String path) {
    return DatabasePlaces.RPM_NAMES.indexOf(path.substring(path.lastIndexOf('/') + 1));
  }

  private static String directory(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
