package dev.bedplate.inspect.libc;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a container looks for programs.
 *
 * @param workingDirectory absolute; what relative paths begin at
 * @param directories those of PATH, absolute
 */
public record ProgramSearch(String workingDirectory, List<String> directories) {
  public ProgramSearch {
    directories = List.copyOf(directories);
  }

  /** The search of an image with this {@code WorkingDir}, empty for the root, and this PATH. */
  public static ProgramSearch of(String workingDirectory, String path) {
    String from = absolute("", workingDirectory);
    Stream<String> entries = path.isEmpty() ? Stream.of() : Stream.of(path.split(":", -1));
    return new ProgramSearch(from, entries.map(entry -> absolute(from, entry)).toList());
  }

  /** A path as the started program sees it; relative ones begin at the working directory. */
  String absolute(String path) {
    return absolute(workingDirectory, path);
  }

  private static String absolute(String from, String path) {
    if (path.startsWith("/")) {
      return path;
    }
    String names =
        Stream.of(path.split("/", -1))
            .filter(name -> !name.isEmpty() && !name.equals("."))
            .map(name -> "/" + name)
            .collect(Collectors.joining());
    return (from.equals("/") ? "" : from) + names;
  }
}
