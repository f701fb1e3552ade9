package dev.bedplate.inspect.packages;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.Packages;
import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The installed packages of an image: which database its final file system has, and what it lists.
 */
public final class PackageInventory {
  /** Names of the programs that install packages. */
  public static final List<String> MANAGERS =
      List.of(
          "apk",
          "apt",
          "apt-get",
          "aptitude",
          "dpkg",
          "dnf",
          "dnf5",
          "microdnf",
          "yum",
          "rpm",
          "tdnf",
          "zypper",
          "pacman",
          "opkg",
          "ipkg",
          "emerge",
          "xbps-install",
          "nix",
          "nix-env",
          "swupd",
          "urpmi",
          "brew",
          "snap");

  private static final List<String> DIRECTORIES =
      List.of("bin", "sbin", "usr/bin", "usr/sbin", "usr/local/bin", "usr/local/sbin");

  /** Newest format first: a converted database may leave its predecessor behind. */
  private static final List<String> RPM_ORDER =
      List.of("rpmdb.sqlite", "Packages.db", "Packages", "container-manifest-2");

  private PackageInventory() {}

  /** The packages, what proves them, and what could not be read. */
  public record Finding(Packages packages, List<Evidence> evidence, List<String> errors) {
    public Finding {
      evidence = List.copyOf(evidence);
      errors = List.copyOf(errors);
    }
  }

  private record Located(String path, int layer, PackageDatabase database) {}

  private record Candidate(String kind, List<Located> files, @Nullable List<String> names) {
    int weight() {
      return names == null ? Integer.MAX_VALUE : names.size();
    }
  }

  /**
   * Finds the packages; {@code databases} and {@code layers} are in the order of the layers.
   *
   * @param busybox tells the files that are BusyBox, whose applets {@code dpkg} and {@code rpm} are
   *     no package managers
   */
  public static Finding find(
      FileSystem files,
      List<Map<String, PackageDatabase>> databases,
      Predicate<FileNode> busybox,
      List<Digest> layers) {
    Map<String, Located> recorded = new TreeMap<>();
    for (int layer = 0; layer < databases.size(); layer++) {
      for (var entry : databases.get(layer).entrySet()) {
        recorded.put(entry.getKey(), new Located(entry.getKey(), layer, entry.getValue()));
      }
    }
    List<String> errors = new ArrayList<>();
    Map<String, Located> visible = visible(files, recorded.keySet(), databases, errors);
    List<Candidate> present = candidates(visible.values());
    List<Candidate> gone = candidates(recorded.values());
    gone.removeIf(old -> present.stream().anyMatch(now -> now.kind().equals(old.kind())));
    List<Candidate> eligible = present.stream().filter(c -> c.weight() > 0).toList();
    boolean removed = eligible.isEmpty() && !gone.isEmpty();
    if (eligible.isEmpty()) {
      eligible = gone.isEmpty() ? present : gone;
    }
    List<Evidence> evidence = new ArrayList<>();
    boolean manager = managerPresent(files, busybox, layers, evidence);
    if (eligible.isEmpty()) {
      return new Finding(new Packages(null, manager, 0, false, List.of()), evidence, errors);
    }
    // of several databases the largest is the image's own; an unreadable one may be larger still
    Candidate chosen =
        eligible.stream().max((a, b) -> Integer.compare(a.weight(), b.weight())).get();
    describe(chosen, removed, layers, evidence, errors);
    List<String> names = chosen.names() == null ? List.of() : chosen.names();
    Integer count = chosen.names() == null ? null : names.size();
    List<String> distinct = names.stream().sorted().distinct().toList();
    return new Finding(
        new Packages(chosen.kind(), manager, count, !gone.isEmpty(), distinct), evidence, errors);
  }

  private static Map<String, Located> visible(
      FileSystem files,
      Set<String> paths,
      List<Map<String, PackageDatabase>> databases,
      List<String> errors) {
    Map<String, Located> visible = new LinkedHashMap<>();
    for (String path : paths) {
      FileNode node = files.resolve(path).orElse(null);
      if (node == null || node.type() != EntryType.File) {
        continue;
      }
      PackageDatabase database = databases.get(node.layer()).get(node.recordedPath());
      if (database == null) {
        errors.add("/" + path + " is a link to a file that was not read as a package database");
        int slash = path.lastIndexOf('/');
        database = new PackageDatabase(kind(path, databases), null, path.substring(slash + 1));
      }
      visible.putIfAbsent(node.path(), new Located(node.path(), node.layer(), database));
    }
    return visible;
  }

  private static String kind(String path, List<Map<String, PackageDatabase>> databases) {
    return databases.stream()
        .filter(layer -> layer.containsKey(path))
        .map(layer -> layer.get(path).kind())
        .findFirst()
        .orElseThrow();
  }

  private static List<Candidate> candidates(Iterable<Located> located) {
    Map<String, List<Located>> kinds = new TreeMap<>();
    for (Located file : located) {
      kinds.computeIfAbsent(file.database().kind(), k -> new ArrayList<>()).add(file);
    }
    List<Candidate> candidates = new ArrayList<>();
    kinds.forEach((kind, files) -> candidates.add(candidate(kind, files)));
    return candidates;
  }

  private static Candidate candidate(String kind, List<Located> files) {
    List<Located> used =
        kind.equals("rpm")
            ? List.of(files.stream().min(Comparator.comparingInt(PackageInventory::rank)).get())
            : files;
    if (used.stream().anyMatch(file -> file.database().packages() == null)) {
      return new Candidate(kind, used, null);
    }
    List<PackageDatabase.Entry> all = new ArrayList<>();
    for (Located file : used) {
      List<PackageDatabase.Entry> packages = file.database().packages();
      all.addAll(packages == null ? List.of() : packages);
    }
    // rpm lists one name and version once for each architecture, as rpm -qa does
    var entries = kind.equals("rpm") ? all : new ArrayList<>(new LinkedHashSet<>(all));
    return new Candidate(kind, used, entries.stream().map(PackageDatabase.Entry::name).toList());
  }

  private static int rank(Located file) {
    int rank = RPM_ORDER.indexOf(file.path().substring(file.path().lastIndexOf('/') + 1));
    return rank < 0 ? RPM_ORDER.size() : rank;
  }

  private static void describe(
      Candidate chosen,
      boolean removed,
      List<Digest> layers,
      List<Evidence> evidence,
      List<String> errors) {
    var first = chosen.files().getFirst();
    int more = chosen.files().size() - 1;
    String detail =
        chosen.names() == null ? "unreadable" : chosen.names().size() + " packages installed";
    String suffix = (more > 0 ? ", in this and " + more + " more files" : "");
    evidence.add(
        new Evidence(
            removed ? "packages.removed" : "packages.count",
            "/" + first.path(),
            layers.get(first.layer()),
            chosen.kind()
                + ": "
                + detail
                + suffix
                + (removed ? ", removed by a later layer" : "")));
    for (Located file : chosen.files()) {
      String problem = file.database().problem();
      if (file.database().packages() == null && problem != null) {
        errors.add(problem);
      }
    }
  }

  private static boolean managerPresent(
      FileSystem files, Predicate<FileNode> busybox, List<Digest> layers, List<Evidence> evidence) {
    Set<String> seen = new HashSet<>();
    for (String manager : MANAGERS) {
      for (String directory : DIRECTORIES) {
        FileNode node = files.resolve(directory + "/" + manager).orElse(null);
        if (node != null
            && node.type() == EntryType.File
            && !busybox.test(node)
            && seen.add(node.path())) {
          evidence.add(
              new Evidence(
                  "packages.managerPresent",
                  node.absolutePath(),
                  layers.get(node.layer()),
                  manager));
        }
      }
    }
    return !seen.isEmpty();
  }
}
