package dev.bedplate.inspect.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the package databases of every supported package manager. */
public final class PackageDatabases {
  private PackageDatabases() {}

  /**
   * Reads one file of at most {@code maxBytes} bytes; one that is damaged gives a problem and no
   * packages, one that is no database after all gives null.
   *
   * @param path named in the problem
   * @throws IOException when the stream itself fails
   */
  public static @Nullable PackageDatabase read(
      DatabaseForm form, String path, InputStream content, int maxBytes, Memory memory)
      throws IOException {
    try {
      List<PackageDatabase.Entry> packages = form.parser.parse(content, maxBytes, memory);
      return packages == null ? null : new PackageDatabase(form, packages, null);
    } catch (MalformedDatabaseException e) {
      return new PackageDatabase(
          form, null, "/" + path + " cannot be read as package database: " + e.getMessage());
    }
  }
}
