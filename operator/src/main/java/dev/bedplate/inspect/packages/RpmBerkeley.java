package dev.bedplate.inspect.packages;

import java.io.InputStream;
import java.util.List;

/** The Berkeley DB that rpm had until RHEL 8; recognised, so that its packages are never zero. */
final class RpmBerkeley implements DatabaseParser {
  @Override
  public List<PackageDatabase.Entry> parse(InputStream content, int maxBytes, Memory memory)
      throws MalformedDatabaseException {
    throw new MalformedDatabaseException("Berkeley DB (RHEL 8 and older) is not read");
  }
}
