package dev.bedplate.inspect.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the installed packages out of one database format. */
@FunctionalInterface
interface DatabaseParser {
  /**
   * The installed packages, or null when the file only begins like a database; IOException is a
   * failure of the stream, not of the content.
   */
  @Nullable List<PackageDatabase.Entry> parse(InputStream content, int maxBytes, Memory memory)
      throws IOException, MalformedDatabaseException;
}
