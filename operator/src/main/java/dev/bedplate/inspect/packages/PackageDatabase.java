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

  /** One installed package; the architecture is empty where the database does not tell it. */
  public record Entry(String name, String architecture) {
    // What records get is put together from method handles at run time: 15 ms of a command's life.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Entry entry
          && name.equals(entry.name)
          && architecture.equals(entry.architecture);
    }

    @Override
    public int hashCode() {
      return 31 * name.hashCode() + architecture.hashCode();
    }
  }
}
