package dev.bedplate.inspect.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Databases of blank-line separated stanzas: apk, dpkg and opkg.
 *
 * @param name key that begins the name line
 * @param architecture key that begins the architecture line
 * @param status key of the line that says whether the package is installed, or null if all are
 * @param offer key of a line that only lists of what a repository offers have, or null
 */
record StanzaDatabase(
    String name, String architecture, @Nullable String status, @Nullable String offer)
    implements DatabaseParser {
  static final StanzaDatabase APK = new StanzaDatabase("P:", "A:", null, null);
  static final StanzaDatabase CONTROL =
      new StanzaDatabase("Package:", "Architecture:", "Status:", "Filename:");

  @Override
  public @Nullable List<PackageDatabase.Entry> parse(
      InputStream content, int maxBytes, Memory memory)
      throws IOException, MalformedDatabaseException {
    var lines = new Lines(content, maxBytes);
    Set<PackageDatabase.Entry> entries = new LinkedHashSet<>();
    Map<String, String> architectures = new HashMap<>();
    var stanza = new Stanza(architectures);
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (line.isBlank()) {
        stanza.addTo(entries);
        stanza = new Stanza(architectures);
      } else if (offer != null && line.startsWith(offer)) {
        return null;
      } else {
        stanza.line(line);
      }
    }
    stanza.addTo(entries);
    return new ArrayList<>(entries);
  }

  private final class Stanza {
    private final Map<String, String> architectures;
    private String packageName = "";
    private String packageArchitecture = "";
    private boolean installed = true;

    Stanza(Map<String, String> architectures) {
      this.architectures = architectures;
    }

    void line(String line) {
      if (line.startsWith(name)) {
        packageName = line.substring(name.length()).strip();
      } else if (line.startsWith(architecture)) {
        String value = line.substring(architecture.length()).strip();
        packageArchitecture = architectures.computeIfAbsent(value, same -> same);
      } else if (status != null && line.startsWith(status)) {
        // "install ok installed", "hold ok installed" count; "deinstall ok config-files" does not
        installed = line.stripTrailing().endsWith(" installed");
      }
    }

    void addTo(Set<PackageDatabase.Entry> entries) {
      // apk names the sets of "apk add --virtual .build-deps" with a leading dot
      if (installed && !packageName.isEmpty() && !packageName.startsWith(".")) {
        entries.add(new PackageDatabase.Entry(packageName, packageArchitecture));
      }
    }
  }
}
