package dev.bedplate.inspect.libc;

import dev.bedplate.image.Libc;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.filesystem.FileNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A dynamic loader that leads to a regular ELF file.
 *
 * @param path absolute path as programs name it
 * @param node the file it leads to
 * @param shim name of the compatibility layer when the path belongs to another libc, else null
 */
record Loader(String path, Libc.Kind kind, FileNode node, ElfFile elf, @Nullable String shim) {

  /** Whether this is the file, by whichever of its names. */
  boolean is(FileNode file) {
    return node.layer() == file.layer() && node.entry() == file.entry();
  }

  String explanation() {
    if (shim != null) {
      return "glibc loader path served by " + shim;
    }
    if (elf.is(ElfFile.Marker.Kind.MuslLoader)) {
      return "musl version banner";
    }
    return "dynamic loader of " + kind.name().toLowerCase(Locale.ROOT);
  }
}
