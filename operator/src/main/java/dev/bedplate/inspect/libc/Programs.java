package dev.bedplate.inspect.libc;

import dev.bedplate.inspect.filesystem.FileNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which loaders the programs of an image ask for.
 *
 * @param interpreters every interpreter path, with the first program that names it
 * @param onPath interpreter path to the number of programs on the search path that name it
 * @param statics number of ELF files that ask for none
 * @param unread the first of the ELF files of which it is not known, or null when there is none
 */
record Programs(
    Map<String, FileNode> interpreters,
    Map<String, Integer> onPath,
    int statics,
    @Nullable FileNode unread) {

  static Programs of(ElfView elves, ProgramSearch search) {
    Set<String> directories = new HashSet<>();
    search
        .directories()
        .forEach(
            directory ->
                elves.files().resolve(directory).ifPresent(node -> directories.add(node.path())));
    Map<String, FileNode> interpreters = new TreeMap<>();
    Map<String, Integer> onPath = new TreeMap<>();
    int[] statics = new int[1];
    FileNode[] unread = new FileNode[1];
    elves.forEach(
        (node, elf) -> {
          if (elf.unread()) {
            unread[0] = unread[0] == null ? node : unread[0];
          } else if (elf.interpreter() == null) {
            statics[0]++;
          } else {
            String interpreter = search.absolute(elf.interpreter());
            interpreters.putIfAbsent(interpreter, node);
            if (directories.contains(parent(node.path()))) {
              onPath.merge(interpreter, 1, Integer::sum);
            }
          }
        });
    return new Programs(interpreters, onPath, statics[0], unread[0]);
  }

  String staticDetail() {
    return statics == 0 ? "no ELF files" : "no loader, and " + statics + " ELF files need none";
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
