package dev.bedplate.inspect.libc;

import dev.bedplate.image.Digest;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** From the entrypoint to the ELF program the kernel finally starts, through scripts. */
public final class ProgramChain {
  /** As many interpreters of scripts as Linux follows, which counts them from 0 to 5. */
  private static final int MAX_SCRIPTS = 5;

  /** What Linux takes for blanks in the first line of a script: a carriage return is none. */
  private static final Pattern BLANKS = Pattern.compile("[ \t]+");

  private static final int EXECUTABLE = 0111;

  private final ElfView elves;
  private final List<Map<Integer, String>> scripts;
  private final ProgramSearch search;

  private ProgramChain(ElfView elves, List<Map<Integer, String>> scripts, ProgramSearch search) {
    this.elves = elves;
    this.scripts = scripts;
    this.search = search;
  }

  /** An ELF program and the name it was started by. */
  public record Program(String command, FileNode node, ElfFile elf) {}

  /** What {@code command} starts, or empty when it leads to no ELF program. */
  public static Optional<Program> started(
      FileSystem files,
      List<Map<Integer, ElfFile>> elves,
      List<Map<Integer, String>> scripts,
      String command,
      ProgramSearch search,
      List<Digest> layers) {
    return new ProgramChain(new ElfView(files, elves, layers), scripts, search).program(command);
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
          Optional.ofNullable(scripts.get(found.layer()).get(found.entry()))
              .flatMap(this::interpreter);
    }
    return Optional.empty();
  }

  private Optional<FileNode> interpreter(String line) {
    List<String> words = BLANKS.splitAsStream(line).toList();
    String first = words.isEmpty() ? "" : words.getFirst();
    if (!first.endsWith("/env")) {
      return file(search.absolute(first));
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
    if (command.isEmpty()) {
      return Optional.empty();
    }
    if (command.indexOf('/') >= 0) {
      return file(search.absolute(command));
    }
    return search.directories().stream()
        .flatMap(directory -> file(directory + "/" + command).stream())
        .filter(node -> (node.mode() & EXECUTABLE) != 0)
        .findFirst();
  }

  private Optional<FileNode> file(String path) {
    return elves.files().resolve(path).filter(node -> node.type() == EntryType.File);
  }
}
