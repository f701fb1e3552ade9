package dev.bedplate.inspect.packages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The packages one database file of one layer lists.
 *
 * @param kind {@code apk}, {@code dpkg}, {@code rpm}, {@code opkg}, {@code pacman}, {@code chisel}
 * @param packages null when the file could not be read as a database
 * @param problem why it could not, for people; null when it could
 */
public record PackageDatabase(
    String kind, @Nullable List<Entry> packages, @Nullable String problem) {
  public PackageDatabase {
    packages = packages == null ? null : List.copyOf(packages);
  }

  /** One installed package. */
  public record Entry(String name, String version) {
    // What records get is put together from method handles at run time: 15 ms of a command's life.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Entry entry
          && name.equals(entry.name)
          && version.equals(entry.version);
    }

    @Override
    public int hashCode() {
      return 31 * name.hashCode() + version.hashCode();
    }
  }
}
