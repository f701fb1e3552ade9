package dev.bedplate.cli;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/** What {@code --ignore} leaves out of directories: names anywhere, or paths below a directory. */
final class Ignored {
  private final List<PathMatcher> names = new ArrayList<>();
  private final List<PathMatcher> paths = new ArrayList<>();

  private Ignored() {}

  static Ignored parse(List<String> globs) throws InvalidInput {
    var ignored = new Ignored();
    FileSystem files = FileSystems.getDefault();
    for (String glob : globs) {
      String plain = glob.endsWith("/") ? glob.substring(0, glob.length() - 1) : glob;
      try {
        if (plain.contains("/")) {
          ignored.paths.add(files.getPathMatcher("glob:" + plain.replaceFirst("^\\./|^/", "")));
        } else {
          ignored.names.add(files.getPathMatcher("glob:" + plain));
        }
      } catch (IllegalArgumentException e) {
        throw new InvalidInput("--ignore " + glob + ": not a glob: " + e.getMessage());
      }
    }
    return ignored;
  }

  /** Whether a file or directory below {@code root} is left out, with all that is in it. */
  boolean matches(Path root, Path file) {
    Path name = file.getFileName();
    return names.stream().anyMatch(it -> it.matches(name))
        || paths.stream().anyMatch(it -> it.matches(root.relativize(file)));
  }
}
