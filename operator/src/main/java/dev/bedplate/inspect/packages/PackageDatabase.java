package dev.bedplate.inspect.packages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one file that has the form of a package database lists.
 *
 * @param packages null when it could not be read
 * @param problem why it could not, for people; null when it could
 */
public record PackageDatabase(
    DatabaseForm form, @Nullable List<Entry> packages, @Nullable String problem) {
  public PackageDatabase {
    packages = packages == null ? null : List.copyOf(packages);
  }

  /**
   * One package.
   *
   * @param architecture empty where the database does not tell it
   * @param declared whether the file itself says that it is installed; else only its place does
   */
  public record Entry(String name, String architecture, boolean declared) {
    /** A package of which the database says that it is installed. */
    public Entry(String name, String architecture) {
      this(name, architecture, true);
    }

    // What records get is put together from method handles at run time: 15 ms of a command's life.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Entry entry
          && name.equals(entry.name)
          && architecture.equals(entry.architecture)
          && declared == entry.declared;
    }

    @Override
    public int hashCode() {
      return 31 * name.hashCode() + architecture.hashCode();
    }
  }
}
