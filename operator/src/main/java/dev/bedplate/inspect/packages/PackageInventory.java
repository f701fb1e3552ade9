package dev.bedplate.inspect.packages;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.Packages;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import dev.bedplate.inspect.packages.ManagerSigns.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The installed packages of an image: which database its final file system has, and what it lists.
 */
public final class PackageInventory {
  /** Names of the programs that install packages. */
  public static final List<String> MANAGERS = ManagerPrograms.INSTALLING;

  private static final String UNREAD = ", whose database is not read";

  private PackageInventory() {}

  /** The packages, what proves them, and what could not be read. */
  public record Finding(Packages packages, List<Evidence> evidence, List<String> errors) {
    public Finding {
      evidence = List.copyOf(evidence);
      errors = List.copyOf(errors);
    }
  }

  /**
   * Finds the packages.
   *
   * @param history which saw the view of every layer
   * @param busybox tells the files that are BusyBox, whose applets {@code dpkg} and {@code rpm} are
   *     no package managers
   * @param layers digests, lowest first
   */
  public static Finding find(
      FileSystem files, PackageHistory history, Predicate<FileNode> busybox, List<Digest> layers) {
    List<Evidence> evidence = new ArrayList<>();
    Map<FileNode, String> managers = ManagerPrograms.installing(files, busybox);
    managers.forEach((node, name) -> evidence.add(proof(node, name, layers)));
    List<Candidate> present = history.now(files);
    List<Candidate> gone = history.gone(present);
    List<Sign> signs = ManagerSigns.in(files);
    List<Sign> goneSigns = history.goneSigns(signs);
    List<String> errors = new ArrayList<>(unreadStores(signs));
    present.forEach(candidate -> errors.addAll(candidate.problems()));
    Candidate chosen = choose(present, gone);
    boolean removed = chosen != null && gone.contains(chosen);
    if (chosen == null || (chosen.readable() && chosen.count() == 0)) {
      errors.addAll(leftWithoutDatabase(signs, goneSigns, present));
      programs(managers, " installs packages, but no database lists any").forEach(errors::add);
      programs(
              ManagerPrograms.other(files, busybox),
              " comes with a package manager, but no database lists any package")
          .forEach(errors::add);
    }
    if (chosen != null && removed) {
      errors.addAll(chosen.problems());
    }
    if (chosen != null) {
      evidence.add(proof(chosen, removed, layers));
    }
    List<String> names = chosen == null || chosen.names() == null ? List.of() : chosen.names();
    boolean unknown = names.isEmpty() && !errors.isEmpty();
    return new Finding(
        new Packages(
            chosen == null ? null : chosen.kind(),
            !managers.isEmpty(),
            unknown ? null : names.size(),
            !gone.isEmpty() || goneSigns.stream().anyMatch(Sign::store),
            names.stream().distinct().toList()),
        evidence,
        errors);
  }

  /** Of several databases the fullest that can be read is the image's own, then one that cannot. */
  private static @Nullable Candidate choose(List<Candidate> present, List<Candidate> gone) {
    Candidate fullest = fullest(present);
    if (fullest != null && fullest.count() > 0) {
      return fullest;
    }
    for (Candidate candidate : present) {
      if (!candidate.readable()) {
        return candidate;
      }
    }
    if (gone.isEmpty()) {
      return fullest;
    }
    Candidate last = fullest(gone);
    return last == null ? gone.getFirst() : last;
  }

  private static @Nullable Candidate fullest(List<Candidate> candidates) {
    Candidate fullest = null;
    for (Candidate candidate : candidates) {
      if (candidate.readable() && (fullest == null || candidate.count() > fullest.count())) {
        fullest = candidate;
      }
    }
    return fullest;
  }

  private static List<String> unreadStores(List<Sign> signs) {
    return signs.stream()
        .filter(Sign::store)
        .map(it -> "/" + it.path() + " holds packages of " + it.manager() + UNREAD)
        .toList();
  }

  /** A manager has installed something, so that no package listed does not mean none. */
  private static List<String> leftWithoutDatabase(
      List<Sign> signs, List<Sign> gone, List<Candidate> present) {
    List<String> errors = new ArrayList<>();
    for (Sign sign : signs) {
      if (!sign.store() && present.stream().noneMatch(db -> db.kind().equals(sign.manager()))) {
        errors.add(
            "/" + sign.path() + " is of " + sign.manager() + ", but its database is not there");
      }
    }
    for (Sign sign : gone) {
      errors.add(
          "/" + sign.path() + " was of " + sign.manager() + " until a later layer removed it");
    }
    return errors;
  }

  private static Stream<String> programs(Map<FileNode, String> programs, String what) {
    return programs.keySet().stream().limit(1).map(node -> node.absolutePath() + what);
  }

  private static Evidence proof(Candidate chosen, boolean removed, List<Digest> layers) {
    var first = chosen.files().getFirst().node();
    int more = chosen.files().size() - 1;
    String detail = chosen.readable() ? chosen.count() + " packages installed" : "unreadable";
    return new Evidence(
        removed ? "packages.removed" : "packages.count",
        first.absolutePath(),
        layers.get(first.layer()),
        chosen.kind()
            + ": "
            + detail
            + (more > 0 ? ", in this and " + more + " more files" : "")
            + (removed ? ", removed by a later layer" : ""));
  }

  private static Evidence proof(FileNode manager, String name, List<Digest> layers) {
    return new Evidence(
        "packages.managerPresent", manager.absolutePath(), layers.get(manager.layer()), name);
  }
}
