package dev.bedplate.inspect.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Databases of blank-line separated stanzas: apk, dpkg and opkg.
 *
 * @param name key that begins the name line
 * @param version key that begins the version line
 * @param status key of the line that says whether the package is installed, or null if all are
 */
record StanzaDatabase(String name, String version, @Nullable String status)
    implements DatabaseParser {
  static final StanzaDatabase APK = new StanzaDatabase("P:", "V:", null);
  static final StanzaDatabase DPKG = new StanzaDatabase("Package:", "Version:", "Status:");

  @Override
  public List<PackageDatabase.Entry> parse(InputStream content, int maxBytes)
      throws IOException, MalformedDatabaseException {
    var lines = new Lines(content, maxBytes);
    Set<PackageDatabase.Entry> entries = new LinkedHashSet<>();
    boolean text = false;
    var stanza = new Stanza();
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (line.isBlank()) {
        stanza.addTo(entries);
        stanza = new Stanza();
      } else {
        text = true;
        stanza.line(line);
      }
    }
    stanza.addTo(entries);
    if (text && entries.isEmpty() && !stanza.recognised) {
      throw new MalformedDatabaseException("it has no line beginning with \"" + name + "\"");
    }
    return new ArrayList<>(entries);
  }

  private final class Stanza {
    private String packageName = "";
    private String packageVersion = "";
    private boolean installed = true;
    private boolean recognised;

    void line(String line) {
      if (line.startsWith(name)) {
        packageName = line.substring(name.length()).strip();
        recognised = true;
      } else if (line.startsWith(version)) {
        packageVersion = line.substring(version.length()).strip();
      } else if (status != null && line.startsWith(status)) {
        // "install ok installed", "hold ok installed" count; "deinstall ok config-files" does not
        installed = line.stripTrailing().endsWith(" installed");
      }
    }

    void addTo(Set<PackageDatabase.Entry> entries) {
      // apk names the sets of "apk add --virtual .build-deps" with a leading dot
      if (installed && !packageName.isEmpty() && !packageName.startsWith(".")) {
        entries.add(new PackageDatabase.Entry(packageName, packageVersion));
      }
    }
  }
}
