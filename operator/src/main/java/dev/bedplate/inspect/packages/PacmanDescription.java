package dev.bedplate.inspect.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@code desc} file of pacman: a heading such as {@code %NAME%}, its value on the next line.
 */
final class PacmanDescription implements DatabaseParser {
  @Override
  public List<PackageDatabase.Entry> parse(InputStream content, int maxBytes, Memory memory)
      throws IOException, MalformedDatabaseException {
    var lines = new Lines(content, maxBytes);
    String name = null;
    @Nullable String heading = null;
    for (String line = lines.next(); line != null; line = lines.next()) {
      if ("%NAME%".equals(heading)) {
        name = line.strip();
      }
      heading = line;
    }
    if (name == null || name.isEmpty()) {
      throw new MalformedDatabaseException("it has no %NAME%");
    }
    return List.of(new PackageDatabase.Entry(name, ""));
  }
}
