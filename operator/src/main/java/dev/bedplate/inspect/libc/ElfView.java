package dev.bedplate.inspect.libc;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Evidence;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The ELF records of the files that are still visible. */
record ElfView(FileSystem files, List<Map<Integer, ElfFile>> elves, List<Digest> layers) {

  /** The record of a file, or null when it is not an ELF file. */
  @Nullable ElfFile of(FileNode node) {
    return node.type() == EntryType.File ? elves.get(node.layer()).get(node.entry()) : null;
  }

  /** Whether the file says that it is of this kind. */
  boolean is(FileNode node, ElfFile.Marker.Kind kind) {
    ElfFile elf = of(node);
    return elf != null && elf.is(kind);
  }

  void forEach(BiConsumer<FileNode, ElfFile> consumer) {
    files.forEachFile(
        (layer, entry) -> elves.get(layer).containsKey(entry),
        node -> {
          ElfFile elf = of(node);
          if (elf != null) {
            consumer.accept(node, elf);
          }
        });
  }

  Evidence evidence(String fact, String path, FileNode node, String detail) {
    return new Evidence(fact, path, layers.get(node.layer()), detail);
  }
}
