package dev.bedplate.inspect.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads the installed packages out of one database format. */
@FunctionalInterface
interface DatabaseParser {
  /** The installed packages; IOException is a failure of the stream, not of the content. */
  List<PackageDatabase.Entry> parse(InputStream content, int maxBytes)
      throws IOException, MalformedDatabaseException;
}
