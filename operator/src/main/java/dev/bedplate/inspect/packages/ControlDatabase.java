package dev.bedplate.inspect.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stanzas of dpkg and opkg, one or many. What dpkg-query refuses to read is damaged; a stanza
 * without Status is only a package where its place says so.
 */
final class ControlDatabase implements DatabaseParser {
  private static final Pattern BLANKS = Pattern.compile("[ \t]+");
  private static final String PACKAGE = "package";
  private static final String ARCHITECTURE = "architecture";
  private static final String STATUS = "status";
  private static final String VERSION = "version";

  /** Only lists of what a repository offers have it. */
  private static final String OFFER = "filename";

  @Override
  public @Nullable List<PackageDatabase.Entry> parse(
      InputStream content, int maxBytes, Memory memory)
      throws IOException, MalformedDatabaseException {
    var lines = new Lines(content, maxBytes);
    var reading = new Reading();
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (line.isEmpty()) {
        reading.end();
      } else if (!reading.line(line)) {
        return null;
      }
    }
    reading.end();
    if (!lines.terminated() && reading.declares) {
      throw new MalformedDatabaseException("its last line has no end");
    }
    return new ArrayList<>(reading.entries);
  }

  private static final class Reading {
    private final Set<PackageDatabase.Entry> entries = new LinkedHashSet<>();
    private final Set<PackageDatabase.Entry> declared = new HashSet<>();
    private final Map<String, String> architectures = new HashMap<>();
    private final Set<String> fields = new HashSet<>();
    private final Map<String, String> values = new HashMap<>();

    /** Whether a stanza has a Status, as all of a database have and fragments need not. */
    private boolean declares;

    /** Takes one line of a stanza; false when the file lists what a repository offers. */
    boolean line(String line) throws MalformedDatabaseException {
      if (Character.isWhitespace(line.charAt(0))) {
        if (fields.isEmpty()) {
          throw new MalformedDatabaseException("a stanza begins with a blank");
        }
        return true;
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new MalformedDatabaseException("a line is no field: " + shortened(line));
      }
      String field = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      if (!fields.add(field)) {
        throw new MalformedDatabaseException("a stanza has the field " + field + " twice");
      }
      switch (field) {
        case OFFER -> {
          return false;
        }
        case PACKAGE, ARCHITECTURE, STATUS, VERSION ->
            values.put(field, line.substring(colon + 1).strip());
        default -> {
          // of no interest
        }
      }
      return true;
    }

    void end() throws MalformedDatabaseException {
      if (fields.isEmpty()) {
        return;
      }
      String name = values.getOrDefault(PACKAGE, "");
      if (name.isEmpty()) {
        throw new MalformedDatabaseException("a stanza has no Package");
      }
      String status = values.get(STATUS);
      String text = values.getOrDefault(ARCHITECTURE, "");
      String architecture = architectures.computeIfAbsent(text, same -> same);
      if (status == null) {
        entries.add(new PackageDatabase.Entry(name, architecture, false));
      } else {
        declare(new PackageDatabase.Entry(name, architecture), status);
      }
      fields.clear();
      values.clear();
    }

    private void declare(PackageDatabase.Entry entry, String status)
        throws MalformedDatabaseException {
      declares = true;
      List<String> words = BLANKS.splitAsStream(status).toList();
      if (words.size() != 3) {
        throw new MalformedDatabaseException(entry.name() + " has the Status " + shortened(status));
      }
      if (!declared.add(entry)) {
        throw new MalformedDatabaseException("it has " + entry.name() + " twice");
      }
      // "install ok installed", "hold ok installed" count; "deinstall ok config-files" does not
      if (words.getLast().equalsIgnoreCase("installed")) {
        if (values.getOrDefault(VERSION, "").isEmpty()) {
          throw new MalformedDatabaseException(entry.name() + " has no Version");
        }
        entries.add(entry);
      }
    }

    private static String shortened(String text) {
      return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
  }
}
