package dev.bedplate.inspect.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The tab separated list that images without an rpm database carry: name, version-release, more.
 */
final class RpmManifest implements DatabaseParser {
  @Override
  public List<PackageDatabase.Entry> parse(InputStream content, int maxBytes, Memory memory)
      throws IOException, MalformedDatabaseException {
    var lines = new Lines(content, maxBytes);
    List<PackageDatabase.Entry> entries = new ArrayList<>();
    for (String line = lines.next(); line != null; line = lines.next()) {
      String name = line.split("\t", 2)[0].strip();
      if (!name.isEmpty() && !name.equals("gpg-pubkey")) {
        entries.add(new PackageDatabase.Entry(name, ""));
      }
    }
    return entries;
  }
}
