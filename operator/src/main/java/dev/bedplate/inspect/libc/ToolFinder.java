package dev.bedplate.inspect.libc;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.Tools;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds shells, downloaders, debuggers, compilers and package managers on the search path by name.
 *
 * <p>Every name is reported, applets of BusyBox too, because each can be run; a directory with
 * several names ({@code /bin} and {@code /usr/bin} on a merged /usr) counts once. Applets named
 * like package managers are left out: they unpack a file that is already there and fetch nothing.
 */
public final class ToolFinder {
  private static final List<String> USUAL =
      List.of(
          "/bin",
          "/sbin",
          "/usr/bin",
          "/usr/sbin",
          "/usr/local/bin",
          "/usr/local/sbin",
          "/busybox");

  private final FileSystem files;
  private final List<Digest> layers;
  private final List<String> directories;
  private final List<Evidence> evidence = new ArrayList<>();

  private ToolFinder(FileSystem files, List<String> path, List<Digest> layers) {
    this.files = files;
    this.layers = layers;
    this.directories = directories(path);
  }

  /** The tools, and the files that proved them. */
  public record Finding(Tools tools, List<Evidence> evidence) {
    public Finding {
      evidence = List.copyOf(evidence);
    }
  }

  /** Looks into {@code path}, the directories of PATH, and into the usual ones. */
  public static Finding find(
      FileSystem files, List<Map<Integer, ElfFile>> elves, List<String> path, List<Digest> layers) {
    var busybox = BusyBoxDetector.binaries(files, elves, layers);
    var finder = new ToolFinder(files, path, layers);
    var tools =
        new Tools(
            finder.present("tools.shells", ToolNames.SHELLS, ToolFinder::any),
            finder.present("tools.downloaders", ToolNames.DOWNLOADERS, ToolFinder::any),
            finder.present("tools.debuggers", ToolNames.DEBUGGERS, ToolFinder::any),
            finder.present("tools.compilers", ToolNames.COMPILERS, ToolFinder::any),
            finder.present("tools.packageManagers", ToolNames.PACKAGE_MANAGERS, busybox.negate()));
    return new Finding(tools, finder.evidence);
  }

  /** Directories that differ after following links; the first name given to each is kept. */
  private List<String> directories(List<String> path) {
    Map<String, String> byRealPath = new LinkedHashMap<>();
    List<String> candidates = new ArrayList<>(USUAL);
    candidates.addAll(path);
    for (String candidate : candidates) {
      files
          .resolve(candidate)
          .filter(node -> node.type() == EntryType.Directory && candidate.startsWith("/"))
          .ifPresent(node -> byRealPath.putIfAbsent(node.path(), trimmed(candidate)));
    }
    return List.copyOf(byRealPath.values());
  }

  private static String trimmed(String directory) {
    String rest = directory;
    while (rest.endsWith("/")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    return rest;
  }

  private List<String> present(String fact, List<String> names, Predicate<FileNode> counts) {
    List<String> found = new ArrayList<>();
    for (String directory : directories) {
      for (String name : names) {
        String path = directory + "/" + name;
        files
            .resolve(path)
            .filter(node -> node.type() == EntryType.File && counts.test(node))
            .ifPresent(
                node -> {
                  found.add(path);
                  evidence.add(proof(fact, path, node));
                });
      }
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  private static boolean any(FileNode node) {
    return true;
  }

  private Evidence proof(String fact, String path, FileNode node) {
    String detail =
        path.equals(node.absolutePath()) ? "on the search path" : "leads to " + node.absolutePath();
    return new Evidence(fact, path, layers.get(node.layer()), detail);
  }
}
