package dev.bedplate.inspect.packages;

import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import dev.bedplate.inspect.packages.Candidate.Located;
import dev.bedplate.inspect.packages.DatabasePlaces.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The package databases that one view of the file system has, whatever their names in a tar. */
final class DatabaseView {
  private static final String EACH = "*/";

  /** A log or journal of SQLite that is no longer than its header holds nothing. */
  private static final Map<String, Integer> SQLITE_LOGS = Map.of("-wal", 32, "-journal", 512);

  private final FileSystem files;
  private final List<Map<Integer, PackageDatabase>> recorded;
  private final Set<String> seen = new HashSet<>();

  private DatabaseView(FileSystem files, List<Map<Integer, PackageDatabase>> recorded) {
    this.files = files;
    this.recorded = recorded;
  }

  /** The databases; what the layers recorded is by number of their entries. */
  static List<Candidate> of(FileSystem files, List<Map<Integer, PackageDatabase>> recorded) {
    var view = new DatabaseView(files, recorded);
    List<Candidate> candidates = new ArrayList<>();
    for (Place place : DatabasePlaces.ALL) {
      List<Located> found = view.at(place);
      if (!found.isEmpty()) {
        candidates.add(Candidate.of(place.kind(), found));
      }
    }
    candidates.removeIf(old -> !old.readable() && candidates.stream().anyMatch(old::replacedBy));
    return candidates;
  }

  private List<Located> at(Place place) {
    List<Located> found = new ArrayList<>();
    place.paths().stream()
        .flatMap(this::nodes)
        .filter(node -> node.type() == EntryType.File && seen.add(node.path()))
        .forEach(node -> found.add(new Located(node, database(place, node))));
    return found;
  }

  private Stream<FileNode> nodes(String path) {
    int each = path.indexOf(EACH);
    if (each >= 0) {
      String name = path.substring(each + EACH.length() - 1);
      return files.children(path.substring(0, each)).stream()
          .flatMap(child -> files.resolve(child.path() + name).stream());
    }
    if (path.endsWith("/")) {
      return files.children(path).stream()
          .filter(child -> !child.name().endsWith(".md5sums"))
          .flatMap(child -> files.resolve(child.path()).stream());
    }
    return files.resolve(path).stream();
  }

  private PackageDatabase database(Place place, FileNode node) {
    DatabaseForm form = place.forms().iterator().next();
    String log = place.kind().equals("rpm") ? log(node) : null;
    if (log != null) {
      return new PackageDatabase(
          form, null, "/" + log + " holds changes that /" + node.path() + " does not have yet");
    }
    PackageDatabase read = recorded.get(node.layer()).get(node.entry());
    if (read != null && place.forms().contains(read.form())) {
      return read;
    }
    if (node.size() == 0 && !place.kind().equals("rpm")) {
      return new PackageDatabase(form, List.of(), null);
    }
    return new PackageDatabase(
        form, null, "/" + node.path() + " is no " + place.kind() + " database of a known form");
  }

  /** SQLite counts what its log has, whatever layer that came with. */
  private @Nullable String log(FileNode node) {
    for (var log : SQLITE_LOGS.entrySet()) {
      String path = node.path() + log.getKey();
      FileNode beside = files.resolve(path).orElse(null);
      if (beside != null
          && beside.type() == EntryType.File
          && beside.size() > log.getValue()
          && node.name().endsWith(".sqlite")) {
        return path;
      }
    }
    return null;
  }
}
