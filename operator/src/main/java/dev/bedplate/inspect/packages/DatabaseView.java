package dev.bedplate.inspect.packages;

import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import dev.bedplate.inspect.packages.Candidate.Located;
import dev.bedplate.inspect.packages.DatabasePlaces.Place;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The package databases that one view of the file system has, whatever their names in a tar. */
final class DatabaseView {
  private static final String EACH = "*/";

  /** Forms of which a file without any content is a database of no packages. */
  private static final Set<DatabaseForm> MAY_BE_EMPTY =
      EnumSet.of(DatabaseForm.Apk, DatabaseForm.Control);

  private final FileSystem files;
  private final List<Map<Integer, PackageDatabase>> recorded;
  private final Journals journals;
  private final Set<String> seen = new HashSet<>();

  private DatabaseView(FileSystem files, List<Map<Integer, PackageDatabase>> recorded) {
    this.files = files;
    this.recorded = recorded;
    journals = new Journals(files);
  }

  /** The databases; what the layers recorded is by number of their entries. */
  static List<Candidate> of(FileSystem files, List<Map<Integer, PackageDatabase>> recorded) {
    var view = new DatabaseView(files, recorded);
    List<Candidate> candidates = new ArrayList<>();
    DatabasePlaces.ALL.forEach(place -> view.add(place, candidates));
    List<String> kinds = candidates.stream().map(Candidate::kind).toList();
    DatabasePlaces.STAND_INS.stream()
        .filter(place -> !kinds.contains(place.kind()))
        .forEach(place -> view.add(place, candidates));
    candidates.removeIf(old -> !old.readable() && candidates.stream().anyMatch(old::replacedBy));
    return candidates;
  }

  private void add(Place place, List<Candidate> candidates) {
    List<Located> found = at(place);
    if (!found.isEmpty()) {
      candidates.add(Candidate.of(place.kind(), found));
    }
  }

  private List<Located> at(Place place) {
    List<Located> found = new ArrayList<>();
    for (String path : place.paths()) {
      nodes(path)
          .filter(node -> seen.add(node.path()))
          .forEach(node -> found.add(new Located(node, database(place, path, node))));
    }
    String journal = place.journal();
    if (journal != null) {
      journals
          .numbered(journal)
          .forEach(node -> found.add(new Located(node, Journals.unread(form(place), node))));
    }
    return found;
  }

  /** The files; where each directory must have one, the directory that has none. */
  private Stream<FileNode> nodes(String path) {
    int each = path.indexOf(EACH);
    if (each >= 0) {
      String name = path.substring(each + EACH.length() - 1);
      return files.children(path.substring(0, each)).stream()
          .flatMap(child -> files.resolve(child.path()).stream())
          .filter(child -> child.type() == EntryType.Directory)
          .map(child -> file(child.path() + name).findFirst().orElse(child));
    }
    if (path.endsWith("/")) {
      return files.children(path).stream()
          .filter(child -> !child.name().endsWith(".md5sums"))
          .flatMap(child -> file(child.path()));
    }
    return file(path);
  }

  private Stream<FileNode> file(String path) {
    return files.resolve(path).filter(node -> node.type() == EntryType.File).stream();
  }

  private PackageDatabase database(Place place, String path, FileNode node) {
    DatabaseForm form = form(place);
    PackageDatabase read =
        node.type() == EntryType.File ? recorded.get(node.layer()).get(node.entry()) : null;
    if (read != null && place.forms().contains(read.form())) {
      FileNode log = read.form() == DatabaseForm.RpmSqlite ? journals.besideSqlite(node) : null;
      return log == null ? installed(read, path, node) : Journals.unread(read.form(), log);
    }
    boolean whole = !path.endsWith("/") && !path.contains(EACH);
    if (whole && node.size() == 0 && MAY_BE_EMPTY.contains(form)) {
      return new PackageDatabase(form, List.of(), null);
    }
    String problem =
        node.type() == EntryType.File
            ? " is no " + place.kind() + " database of a known form"
            : " has no" + path.substring(path.lastIndexOf('/')).replace('/', ' ') + " of a package";
    return new PackageDatabase(form, null, "/" + node.path() + problem);
  }

  private static DatabaseForm form(Place place) {
    return place.forms().iterator().next();
  }

  /** A fragment is there because its package is installed; a database has to say so. */
  private static PackageDatabase installed(PackageDatabase read, String path, FileNode node) {
    List<PackageDatabase.Entry> packages = read.packages();
    if (packages == null || packages.stream().allMatch(PackageDatabase.Entry::declared)) {
      return read;
    }
    boolean fragment = path.endsWith("/");
    List<PackageDatabase.Entry> installed =
        packages.stream()
            .filter(entry -> fragment || entry.declared())
            .map(entry -> new PackageDatabase.Entry(entry.name(), entry.architecture()))
            .toList();
    @Nullable String problem =
        installed.isEmpty() ? "/" + node.path() + " has packages, but not one with a Status" : null;
    return new PackageDatabase(read.form(), problem == null ? installed : null, problem);
  }
}
