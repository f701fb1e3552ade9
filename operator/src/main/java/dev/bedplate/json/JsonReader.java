package dev.bedplate.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON document (RFC 8259, UTF-8) of bounded depth with bounded texts into maps, lists,
 * strings, numbers, booleans and nulls. What is not UTF-8 is replaced, as by the programs that run
 * images. All methods throw {@link InvalidJson} for what cannot be read.
 */
public final class JsonReader {
  private static final int DEPTH = 64;
  private static final int STRING_CHARS = 8 * 1024 * 1024;
  private static final int NAME_CHARS = 64 * 1024;
  private static final int NUMBER_CHARS = 64;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxStringLength(STRING_CHARS)
                  .maxNameLength(NAME_CHARS)
                  .maxNumberLength(NUMBER_CHARS)
                  .build())
          .build();

  private final JsonParser parser;
  private final boolean lenient;

  private JsonReader(JsonParser parser, boolean lenient) {
    this.parser = parser;
    this.lenient = lenient;
  }

  /** Refuses repeated names, because readers disagree about which of them counts. */
  public static @Nullable Object read(byte[] document) throws InvalidJson {
    return read(document, false);
  }

  /**
   * Takes the last value of a repeated name and ignores what follows the document, as the programs
   * do for which it was written.
   */
  public static @Nullable Object readLenient(byte[] document) throws InvalidJson {
    return read(document, true);
  }

  private static @Nullable Object read(byte[] document, boolean lenient) throws InvalidJson {
    try (JsonParser parser = FACTORY.createParser(utf8(document))) {
      var reader = new JsonReader(parser, lenient);
      JsonToken first = parser.nextToken();
      Object value = first == null ? null : reader.value(first);
      if (!lenient && parser.nextToken() != null) {
        throw reader.malformed("text after the end of the document");
      }
      return value;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where =
          at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
      throw new InvalidJson("not readable as JSON: " + e.getOriginalMessage() + where);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory that cannot be read", e);
    }
  }

  private static byte[] utf8(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
      }
    }
    return bytes;
  }

  private @Nullable Object value(JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> map();
      case START_ARRAY -> list();
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw malformed("unexpected " + token);
    };
  }

  private Map<String, @Nullable Object> map() throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (!lenient && fields.containsKey(name)) {
        throw malformed("the name \"" + name + "\" stands twice in one object");
      }
      fields.put(name, value(parser.nextToken()));
    }
    return fields;
  }

  private List<@Nullable Object> list() throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      items.add(value(token));
    }
    return items;
  }

  private JsonParseException malformed(String problem) {
    return new JsonParseException(parser, problem, parser.currentTokenLocation());
  }
}
