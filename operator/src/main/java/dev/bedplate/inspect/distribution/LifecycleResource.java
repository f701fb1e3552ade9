package dev.bedplate.inspect.distribution;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.bedplate.image.LifecycleTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lifecycle table that ships with the program, and files that correct or extend it. */
public final class LifecycleResource {
  private static final String NAME = "os-lifecycle.json";

  private LifecycleResource() {}

  /** The table that ships with the program. */
  public static LifecycleTable load() {
    try (InputStream in = LifecycleResource.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IllegalStateException(NAME + " is missing from the class path");
      }
      return new Reading(NAME).read(in).table();
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /**
   * The shipped table with the entries of a file of the same form on top; the later {@code asOf}
   * counts.
   *
   * @throws IOException when the file can not be read, naming file, line and column
   */
  public static LifecycleTable load(Path override) throws IOException {
    LifecycleTable shipped = load();
    try (InputStream in = Files.newInputStream(override)) {
      return new Reading(override.toString()).on(shipped).read(in).table();
    }
  }

  private static final class Reading {
    private final String source;
    private final Map<String, Map<String, LifecycleTable.Entry>> releases = new HashMap<>();
    private LocalDate asOf = LocalDate.EPOCH;

    Reading(String source) {
      this.source = source;
    }

    Reading on(LifecycleTable table) {
      asOf = table.asOf();
      table.releases().forEach((id, cycles) -> releases.put(id, new HashMap<>(cycles)));
      return this;
    }

    LifecycleTable table() {
      return new LifecycleTable(asOf, releases);
    }

    Reading read(InputStream in) throws IOException {
      try (JsonParser json = new JsonFactory().createParser(in)) {
        expect(json, json.nextToken(), JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          field(json, json.currentName());
        }
      } catch (com.fasterxml.jackson.core.JacksonException e) {
        throw new IOException(source + ": " + e.getMessage(), e);
      }
      return this;
    }

    private void field(JsonParser json, String name) throws IOException {
      json.nextToken();
      switch (name) {
        case "asOf" -> {
          LocalDate date = date(json, json.getText());
          asOf = date.isAfter(asOf) ? date : asOf;
        }
        case "entries", "rolling" -> {
          expect(json, json.currentToken(), JsonToken.START_ARRAY);
          while (json.nextToken() == JsonToken.START_OBJECT) {
            entry(json, name.equals("rolling"));
          }
        }
        default -> json.skipChildren();
      }
    }

    private void entry(JsonParser json, boolean rolling) throws IOException {
      Map<String, String> fields = new HashMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value.isStructStart()) {
          throw error(json, name + " must be a string");
        }
        // upstream writes false for a date that is not set yet
        if (value != JsonToken.VALUE_NULL && value != JsonToken.VALUE_FALSE) {
          fields.put(name, json.getText());
        }
      }
      String id = fields.get("id");
      String cycle = rolling ? fields.getOrDefault("match", "") : fields.get("cycle");
      if (id == null || cycle == null) {
        throw error(json, "an entry needs id and cycle");
      }
      releases
          .computeIfAbsent(id, _ -> new HashMap<>())
          .put(
              cycle,
              new LifecycleTable.Entry(
                  date(json, fields.get("released")),
                  date(json, fields.get("activeUntil")),
                  date(json, fields.get("securityUntil")),
                  date(json, fields.get("extendedUntil")),
                  rolling));
    }

    private void expect(JsonParser json, @Nullable JsonToken actual, JsonToken wanted)
        throws IOException {
      if (actual != wanted) {
        throw error(json, "found " + actual + " where " + wanted + " is expected");
      }
    }

    @org.jspecify.annotations.NullUnmarked
    private LocalDate date(JsonParser json, String text) throws IOException {
      try {
        return text == null ? null : LocalDate.parse(text);
      } catch (DateTimeException e) {
        throw error(json, "\"" + text + "\" is no date such as 2026-04-01");
      }
    }

    private IOException error(JsonParser json, String message) {
      var at = json.currentLocation();
      return new IOException(
          source + ", line " + at.getLineNr() + ", column " + at.getColumnNr() + ": " + message);
    }
  }
}
