package dev.bedplate.cli;

import dev.bedplate.workload.manifest.NearestWord;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The files of a directory of policies: all that are YAML or JSON by their name, whatever else they
 * may be part of, since a policy that is read over is one that nobody obeys.
 */
final class PolicyFolder {
  private static final List<String> ENDINGS = List.of("yaml", "yml", "json");
  private static final int MAX_FILES = 10_000;
  private static final int MAX_DEPTH = 64;
  private final Path root;
  private final List<Path> files = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private PolicyFolder(Path root) {
    this.root = root;
  }

  /** Looks through {@code root}; links to directories are not followed. */
  static PolicyFolder of(Path root) throws InvalidInput {
    var folder = new PolicyFolder(root);
    folder.visit(root, 0);
    return folder;
  }

  /** In order. */
  List<Path> files() {
    return List.copyOf(files);
  }

  /** What could not be looked into. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Files that are not read and were probably meant to be. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  private void visit(Path directory, int depth) throws InvalidInput {
    if (depth > MAX_DEPTH) {
      problems.add(directory + ": more than " + MAX_DEPTH + " directories deep, so not read");
      return;
    }
    for (Path entry : entries(directory)) {
      String name = entry.getFileName().toString();
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        if (!name.equals(".git")) {
          visit(entry, depth + 1);
        }
      } else {
        file(entry, name);
      }
    }
  }

  private void file(Path file, String name) throws InvalidInput {
    String ending = ending(name);
    if (ENDINGS.contains(ending)) {
      unreadable(file);
    } else if (meant(name)) {
      warnings.add(
          file + ": is not read: its name ends in none of ." + String.join(", .", ENDINGS));
    }
    if (files.size() > MAX_FILES) {
      throw new InvalidInput(root + ": more than " + MAX_FILES + " files of policies");
    }
  }

  private void unreadable(Path file) {
    if (Files.isRegularFile(file)) {
      files.add(file);
    } else {
      problems.add(file + ": is no file that can be read");
    }
  }

  private List<Path> entries(Path directory) {
    var entries = new ArrayList<Path>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(entries::add);
    } catch (IOException | DirectoryIteratorException e) {
      problems.add(directory + ": cannot be read: " + InputFiles.reason(e));
    }
    entries.sort(null);
    return entries;
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** Whether a part of a name after a dot is one of the endings, or nearly so. */
  private static boolean meant(String name) {
    int first = name.indexOf('.');
    if (first < 0) {
      return false;
    }
    return List.of(name.substring(first + 1).toLowerCase(Locale.ROOT).split("\\.")).stream()
        .anyMatch(
            part ->
                NearestWord.of(part, ENDINGS)
                    .filter(it -> it.charAt(0) == part.charAt(0))
                    .isPresent());
  }
}
