package dev.bedplate.inspect.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The database of apk: records of lines such as {@code P:musl}, each ended by an empty line. */
final class ApkDatabase implements DatabaseParser {
  @Override
  public List<PackageDatabase.Entry> parse(InputStream content, int maxBytes, Memory memory)
      throws IOException, MalformedDatabaseException {
    var lines = new Lines(content, maxBytes);
    Set<PackageDatabase.Entry> entries = new LinkedHashSet<>();
    Map<String, String> architectures = new HashMap<>();
    String name = "";
    String architecture = "";
    boolean open = false;
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (line.isBlank()) {
        if (open) {
          add(entries, name, architecture);
        }
        name = "";
        architecture = "";
        open = false;
        continue;
      }
      open = true;
      if (line.startsWith("P:")) {
        name = line.substring(2).strip();
      } else if (line.startsWith("A:")) {
        architecture = architectures.computeIfAbsent(line.substring(2).strip(), same -> same);
      }
    }
    if (open) {
      throw new MalformedDatabaseException("its last record has no end");
    }
    return new ArrayList<>(entries);
  }

  private static void add(Set<PackageDatabase.Entry> entries, String name, String architecture)
      throws MalformedDatabaseException {
    if (name.isEmpty()) {
      throw new MalformedDatabaseException("a record has no P: line");
    }
    // "apk add --virtual .build-deps" names sets of packages with a leading dot
    if (!name.startsWith(".")) {
      entries.add(new PackageDatabase.Entry(name, architecture));
    }
  }
}
