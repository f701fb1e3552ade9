package dev.bedplate.cli;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * What {@code --ignore} leaves out of directories: names anywhere, or paths, be they below a
 * directory or as messages show them.
 */
final class Ignored {
  private static final String ANYWHERE = "**/";
  private final List<PathMatcher> whole = new ArrayList<>();
  private final List<PathMatcher> names = new ArrayList<>();
  private final List<PathMatcher> paths = new ArrayList<>();

  private Ignored() {}

  static Ignored parse(List<String> globs) throws InvalidInput {
    var ignored = new Ignored();
    FileSystem files = FileSystems.getDefault();
    for (String glob : globs) {
      if (glob.isBlank()) {
        throw new InvalidInput("--ignore: an empty glob would leave out nothing");
      }
      String plain = glob.endsWith("/") ? glob.substring(0, glob.length() - 1) : glob;
      try {
        if (plain.contains("/")) {
          String below = plain.replaceFirst("^\\./|^/", "");
          ignored.paths.add(files.getPathMatcher("glob:" + below));
          ignored.whole.add(files.getPathMatcher("glob:" + plain.replaceFirst("^\\./", "")));
          // That may be no directory at all, which Java's globs do not know.
          if (below.startsWith(ANYWHERE)) {
            ignored.paths.add(files.getPathMatcher("glob:" + below.substring(ANYWHERE.length())));
          }
        } else {
          ignored.names.add(files.getPathMatcher("glob:" + plain));
        }
      } catch (PatternSyntaxException e) {
        throw new InvalidInput("--ignore " + glob + ": not a glob: " + e.getDescription());
      }
    }
    return ignored;
  }

  /** Whether a file or directory below {@code root} is left out, with all that is in it. */
  boolean matches(Path root, Path file) {
    Path name = file.getFileName();
    return names.stream().anyMatch(it -> it.matches(name))
        || paths.stream().anyMatch(it -> it.matches(root.relativize(file)))
        || whole.stream().anyMatch(it -> it.matches(file.normalize()));
  }
}
