package dev.bedplate.inspect.libc;

import dev.bedplate.image.ImageConfig;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** From the entrypoint to the ELF program the kernel finally starts, through scripts. */
final class ProgramChain {
  /** As many interpreters of scripts as Linux follows ({@code BINPRM_MAX_RECURSION} is 4 or 5). */
  private static final int MAX_SCRIPTS = 4;

  private final ElfView elves;
  private final List<Map<String, String>> scripts;
  private final List<String> path;

  ProgramChain(ElfView elves, List<Map<String, String>> scripts, List<String> path) {
    this.elves = elves;
    this.scripts = scripts;
    this.path = path;
  }

  /** An ELF program and the name it was started by. */
  record Program(String command, FileNode node, ElfFile elf) {}

  /** What the configuration starts, or empty when it leads to no ELF program. */
  Optional<Program> of(ImageConfig config) {
    List<String> arguments = new ArrayList<>(config.entrypoint());
    arguments.addAll(config.command());
    return arguments.isEmpty() ? Optional.empty() : program(arguments.getFirst());
  }

  private Optional<Program> program(String command) {
    Optional<FileNode> node = locate(command);
    for (int script = 0; script <= MAX_SCRIPTS && node.isPresent(); script++) {
      FileNode found = node.get();
      ElfFile elf = elves.of(found);
      if (elf != null) {
        return Optional.of(new Program(command, found, elf));
      }
      node =
          Optional.ofNullable(scripts.get(found.layer()).get(found.recordedPath()))
              .flatMap(this::interpreter);
    }
    return Optional.empty();
  }

  private Optional<FileNode> interpreter(String line) {
    List<String> words = Pattern.compile("[ \t]+").splitAsStream(line.strip()).toList();
    String first = words.isEmpty() ? "" : words.getFirst();
    if (!first.endsWith("/env")) {
      return locate(first);
    }
    String program =
        words.stream()
            .skip(1)
            .filter(word -> !word.startsWith("-") && word.indexOf('=') < 0)
            .findFirst()
            .orElse(first);
    return locate(program);
  }

  private Optional<FileNode> locate(String command) {
    FileSystem files = elves.files();
    if (command.indexOf('/') >= 0) {
      return files.resolve(command).filter(node -> node.type() == EntryType.File);
    }
    return path.stream()
        .flatMap(directory -> files.resolve(directory + "/" + command).stream())
        .filter(node -> !command.isEmpty() && node.type() == EntryType.File)
        .findFirst();
  }
}
