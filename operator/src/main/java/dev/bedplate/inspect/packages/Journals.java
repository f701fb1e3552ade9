package dev.bedplate.inspect.packages;

import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Changes that a package manager has written down but not yet into its database; the manager counts
 * them, whatever layer they came with.
 */
record Journals(FileSystem files) {
  /** A log or journal of SQLite that is no longer than its header holds nothing. */
  private static final Map<String, Integer> SQLITE = Map.of("-wal", 32, "-journal", 512);

  /** dpkg applies files with such names and leaves the others alone. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /** What SQLite has beside the file itself; the names of links to the file do not matter to it. */
  @Nullable FileNode besideSqlite(FileNode database) {
    for (var log : SQLITE.entrySet()) {
      FileNode beside = files.resolve(database.path() + log.getKey()).orElse(null);
      if (beside != null && beside.type() == EntryType.File && beside.size() > log.getValue()) {
        return beside;
      }
    }
    return null;
  }

  /** The files of dpkg's journal that hold something. */
  Stream<FileNode> numbered(String directory) {
    return files.children(directory).stream()
        .filter(child -> NUMBER.matcher(child.name()).matches())
        .flatMap(child -> files.resolve(child.path()).stream())
        .filter(node -> node.type() == EntryType.File && node.size() > 0);
  }

  /** Stands for a database whose journal is not read. */
  static PackageDatabase unread(DatabaseForm form, FileNode journal) {
    return new PackageDatabase(
        form,
        null,
        "/" + journal.path() + " holds changes that the package database does not have yet");
  }
}
