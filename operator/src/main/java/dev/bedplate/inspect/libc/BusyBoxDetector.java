package dev.bedplate.inspect.libc;

import dev.bedplate.image.BusyBox;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Evidence;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.elf.ElfFile.Marker.Kind;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds BusyBox by what its binary says, under whatever name. */
public final class BusyBoxDetector {
  private static final List<String> USUAL =
      List.of("/bin/busybox", "/usr/bin/busybox", "/busybox/busybox", "/sbin/busybox");

  private BusyBoxDetector() {}

  private static final Finding NONE = new Finding(new BusyBox(false, null, null), false, List.of());

  /**
   * Whether BusyBox is there, and the file that proved it.
   *
   * @param used whether it is what is started, the shell, or where an image that is built on it has
   *     it
   */
  public record Finding(BusyBox busybox, boolean used, List<Evidence> evidence) {
    public Finding {
      evidence = List.copyOf(evidence);
    }
  }

  /** Tells the files that are BusyBox; the maps are those of the layers, lowest first. */
  public static Predicate<FileNode> binaries(
      FileSystem files, List<Map<Integer, ElfFile>> elves, List<Digest> layers) {
    var view = new ElfView(files, elves, layers);
    return node -> view.is(node, Kind.BusyBox);
  }

  /**
   * Looks at the visible ELF files: first what is started and what {@code /bin/sh} is, then usual
   * places, then all others; a link named busybox that leads nowhere does not count.
   */
  public static Finding detect(
      FileSystem files,
      List<Map<Integer, ElfFile>> elves,
      Optional<ProgramChain.Program> started,
      List<Digest> layers) {
    var view = new ElfView(files, elves, layers);
    if (elves.stream().allMatch(BusyBoxDetector::noneIn)) {
      return NONE;
    }
    FileNode running = started.map(ProgramChain.Program::node).orElse(null);
    FileNode shell = files.resolve("/bin/sh").orElse(null);
    for (FileNode node : new @Nullable FileNode[] {running, shell}) {
      if (node != null && view.is(node, Kind.BusyBox)) {
        return found(view, usualName(files, node), node, true);
      }
    }
    for (String path : USUAL) {
      FileNode node = files.resolve(path).orElse(null);
      if (node != null && view.is(node, Kind.BusyBox)) {
        return found(view, path, node, true);
      }
    }
    return anywhere(view);
  }

  private static boolean noneIn(Map<Integer, ElfFile> layer) {
    return layer.values().stream().noneMatch(elf -> elf.is(Kind.BusyBox));
  }

  /** Of several names of one file, the usual one. */
  private static String usualName(FileSystem files, FileNode node) {
    for (String path : USUAL) {
      FileNode usual = files.resolve(path).orElse(null);
      if (usual != null && usual.layer() == node.layer() && usual.entry() == node.entry()) {
        return path;
      }
    }
    return node.absolutePath();
  }

  private static Finding anywhere(ElfView view) {
    FileNode[] best = new FileNode[1];
    view.forEach(
        (node, elf) -> {
          if (elf.is(Kind.BusyBox) && (best[0] == null || better(node, best[0]))) {
            best[0] = node;
          }
        });
    return best[0] == null ? NONE : found(view, best[0].absolutePath(), best[0], false);
  }

  private static boolean better(FileNode candidate, FileNode best) {
    return candidate.name().startsWith("busybox") && !best.name().startsWith("busybox");
  }

  private static Finding found(ElfView view, String path, FileNode node, boolean used) {
    ElfFile elf = view.of(node);
    String version = elf == null || elf.marker() == null ? null : elf.marker().version();
    var evidence = view.evidence("busybox.present", path, node, "BusyBox version banner");
    return new Finding(new BusyBox(true, version, path), used, List.of(evidence));
  }
}
