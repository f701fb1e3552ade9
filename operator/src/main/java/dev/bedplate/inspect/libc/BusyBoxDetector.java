package dev.bedplate.inspect.libc;

import dev.bedplate.image.BusyBox;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Evidence;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds BusyBox by the banner in its binary, under whatever name. */
public final class BusyBoxDetector {
  private static final List<String> USUAL =
      List.of("/bin/busybox", "/usr/bin/busybox", "/busybox/busybox", "/sbin/busybox");

  private BusyBoxDetector() {}

  /** Whether BusyBox is there, and the file that proved it. */
  public record Finding(BusyBox busybox, List<Evidence> evidence) {
    public Finding {
      evidence = List.copyOf(evidence);
    }
  }

  /** Tells the files that are BusyBox; the maps are those of the layers, lowest first. */
  public static Predicate<FileNode> binaries(
      FileSystem files, List<Map<String, ElfFile>> elves, List<Digest> layers) {
    var view = new ElfView(files, elves, layers);
    return node -> marked(view.of(node));
  }

  /** Looks at the visible ELF files; a link named busybox that leads nowhere does not count. */
  public static Finding detect(
      FileSystem files, List<Map<String, ElfFile>> elves, List<Digest> layers) {
    var view = new ElfView(files, elves, layers);
    for (String path : USUAL) {
      FileNode node = files.resolve(path).orElse(null);
      if (node != null && marked(view.of(node))) {
        return found(view, path, node);
      }
    }
    if (!recorded(elves)) {
      return new Finding(new BusyBox(false, null, null), List.of());
    }
    FileNode[] best = new FileNode[1];
    view.forEach(
        (node, elf) -> {
          if (marked(elf) && (best[0] == null || better(node, best[0]))) {
            best[0] = node;
          }
        });
    return best[0] == null
        ? new Finding(new BusyBox(false, null, null), List.of())
        : found(view, best[0].absolutePath(), best[0]);
  }

  private static boolean recorded(List<Map<String, ElfFile>> elves) {
    for (Map<String, ElfFile> layer : elves) {
      for (ElfFile elf : layer.values()) {
        if (marked(elf)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean better(FileNode candidate, FileNode best) {
    return candidate.name().startsWith("busybox") && !best.name().startsWith("busybox");
  }

  private static boolean marked(@Nullable ElfFile elf) {
    return elf != null
        && elf.marker() != null
        && elf.marker().kind() == ElfFile.Marker.Kind.BusyBox;
  }

  private static Finding found(ElfView view, String path, FileNode node) {
    ElfFile elf = view.of(node);
    String version = elf == null || elf.marker() == null ? null : elf.marker().version();
    var evidence = view.evidence("busybox.present", path, node, "BusyBox version banner");
    return new Finding(new BusyBox(true, version, path), List.of(evidence));
  }
}
