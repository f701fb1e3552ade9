package dev.bedplate.inspect.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A binary rpm database, its format told by its magic and not by its name. */
final class RpmDatabase implements DatabaseParser {
  @Override
  public List<PackageDatabase.Entry> parse(InputStream content, int maxBytes)
      throws IOException, MalformedDatabaseException {
    Chunks file = Chunks.read(content, maxBytes);
    if (file.startsWith("SQLite format 3\0")) {
      return new RpmSqlite(file).packages();
    }
    if (file.startsWith("RpmP")) {
      return new RpmNdb(file).packages();
    }
    throw new MalformedDatabaseException(
        "it is neither an SQLite nor an ndb database; Berkeley DB (RHEL 8 and older) is not read");
  }
}
