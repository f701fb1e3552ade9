package dev.bedplate.app.logging;

import static dev.bedplate.json.Json.object;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.bedplate.json.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object (RFC 8259) on one line, of printable ASCII only: whatever a text holds, it cannot
 * end the line or drive a terminal.
 */
final class JsonLine implements LineFormat {
  private static final JsonFactory JSON = factory();

  @Override
  public String line(ILoggingEvent event) {
    Entry entry = Entry.of(event);
    var text = new StringWriter();
    Map<String, @Nullable Object> line =
        object(
            "time", entry.time(),
            "level", entry.level(),
            "logger", entry.logger(),
            "thread", entry.thread(),
            "message", entry.message());
    line.putAll(entry.fields());
    if (entry.exception() != null) {
      line.put("exception", entry.exception());
    }
    try (JsonGenerator json = JSON.createGenerator(text)) {
      Json.write(json, line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private static JsonFactory factory() {
    return new JsonFactoryBuilder()
        .characterEscapes(new WithDelete())
        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
        .build();
  }

  /** The standard escapes, and the one control character of ASCII that JSON lets through. */
  private static final class WithDelete extends CharacterEscapes {
    private static final long serialVersionUID = 1;
    private static final int DELETE = 127;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();
      escapes[DELETE] = CharacterEscapes.ESCAPE_STANDARD;
      return escapes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return null;
    }
  }
}
