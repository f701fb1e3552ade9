package dev.bedplate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a check, as {@code -o FORMAT} or {@code -o FORMAT=FILE} says.
 *
 * @param file where it goes; null is standard output
 */
record OutputTarget(String format, @Nullable Path file) {
  private static final String TABLE = "table";

  /** A table on standard output, unless something else goes there. */
  static List<OutputTarget> of(List<String> words) throws InvalidInput {
    var targets = new ArrayList<OutputTarget>();
    var taken = new HashSet<Path>();
    boolean standard = false;
    for (String word : words) {
      int end = word.indexOf('=');
      if (end < 0) {
        if (standard) {
          throw new InvalidInput(
              "only one output can go to standard output; -o " + word + "=FILE writes a file");
        }
        standard = true;
        targets.add(new OutputTarget(word, null));
      } else {
        targets.add(file(word.substring(0, end), word.substring(end + 1), taken));
      }
    }
    if (!standard) {
      targets.addFirst(new OutputTarget(TABLE, null));
    }
    return List.copyOf(targets);
  }

  /** Said before anything is judged: that may take minutes. */
  private static OutputTarget file(String format, String name, java.util.Set<Path> taken)
      throws InvalidInput {
    String option = "-o " + format + "=" + name + ": ";
    try {
      Path file = Path.of(name);
      Path place = ManifestFolder.place(file);
      if (name.equals(InputFiles.STDIN)) {
        throw new InvalidInput(option + "-o " + format + " alone writes to the standard output");
      }
      if (name.isEmpty() || Files.isDirectory(file)) {
        throw new InvalidInput(option + "not the name of a file");
      }
      if (!Files.isDirectory(place.resolveSibling(""))) {
        throw new InvalidInput(option + "there is no such directory");
      }
      if (!taken.add(place)) {
        throw new InvalidInput(option + "another output goes to that file");
      }
      return new OutputTarget(format, file);
    } catch (InvalidPathException e) {
      throw new InvalidInput(option + "not the name of a file");
    }
  }

  /** Refuses to write over what is read. */
  void refuseInput(List<String> inputs) throws InvalidInput, IOException {
    if (file == null || !Files.exists(file)) {
      return;
    }
    for (String input : inputs) {
      if (!input.equals(InputFiles.STDIN)
          && Files.isRegularFile(Path.of(input))
          && Files.isSameFile(file, Path.of(input))) {
        throw new InvalidInput("-o " + format + "=" + file + ": that file is read as well");
      }
    }
  }

  /** Whether it tells what was not judged. */
  boolean tellsAll() {
    return format.equals(TABLE) || format.equals("json");
  }
}
