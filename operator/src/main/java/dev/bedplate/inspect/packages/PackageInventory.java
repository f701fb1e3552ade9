package dev.bedplate.inspect.packages;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.Packages;
import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
          "eopkg",
          "pisi",
          "installpkg",
          "slackpkg",
          "guix",
          "kiss",
          "tazpkg",
          "brew",
          "snap");

  private static final List<String> DIRECTORIES =
      List.of("bin", "sbin", "usr/bin", "usr/sbin", "usr/local/bin", "usr/local/sbin");

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
    List<String> managers = managers(files, busybox, layers, evidence);
    List<Candidate> present = history.now(files);
    List<Candidate> gone = history.gone(present);
    List<String> errors = new ArrayList<>(UnreadManagers.unknown(files));
    present.forEach(candidate -> errors.addAll(candidate.problems()));
    Candidate chosen = choose(present, gone);
    boolean removed = chosen != null && gone.contains(chosen);
    if (chosen == null || (chosen.readable() && chosen.count() == 0)) {
      errors.addAll(nothingListed(files, managers, present));
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
            !gone.isEmpty(),
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

  /** A manager has installed something, so that no package listed does not mean none. */
  private static List<String> nothingListed(
      FileSystem files, List<String> managers, List<Candidate> present) {
    List<String> errors = new ArrayList<>(UnreadManagers.withoutDatabase(files, present));
    if (!managers.isEmpty()) {
      errors.add(managers.getFirst() + " installs packages, but no database lists any");
    }
    return errors;
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

  private static List<String> managers(
      FileSystem files, Predicate<FileNode> busybox, List<Digest> layers, List<Evidence> evidence) {
    Set<String> seen = new LinkedHashSet<>();
    for (String manager : MANAGERS) {
      for (String directory : DIRECTORIES) {
        FileNode node = files.resolve(directory + "/" + manager).orElse(null);
        if (node != null
            && node.type() == EntryType.File
            && !busybox.test(node)
            && seen.add(node.absolutePath())) {
          evidence.add(
              new Evidence(
                  "packages.managerPresent",
                  node.absolutePath(),
                  layers.get(node.layer()),
                  manager));
        }
      }
    }
    return List.copyOf(seen);
  }
}
