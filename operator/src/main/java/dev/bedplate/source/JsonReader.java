package dev.bedplate.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.bedplate.image.UndecidedReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON document (RFC 8259, UTF-8) into maps, lists, strings, numbers and booleans. What
 * is not UTF-8 is replaced, as by the programs that run images; the bytes keep their digest.
 * Repeated names are refused, because readers disagree about which of them counts.
 */
final class JsonReader {
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

  private final String what;
  private final JsonParser parser;

  private JsonReader(String what, JsonParser parser) {
    this.what = what;
    this.parser = parser;
  }

  /** The object that {@code bytes} hold; anything else is {@code InvalidImage} naming what. */
  static JsonFields object(byte[] bytes, String what) throws ImageUnavailableException {
    return JsonFields.of(read(bytes, what), what);
  }

  /** The list of objects that {@code bytes} hold. */
  static List<JsonFields> objects(byte[] bytes, String what) throws ImageUnavailableException {
    return JsonFields.listOf(read(bytes, what), what);
  }

  private static @Nullable Object read(byte[] bytes, String what) throws ImageUnavailableException {
    try (JsonParser parser = FACTORY.createParser(utf8(bytes))) {
      JsonReader reader = new JsonReader(what, parser);
      JsonToken first = parser.nextToken();
      Object value = first == null ? null : reader.value(first);
      if (parser.nextToken() != null) {
        throw reader.invalid("text after the end of the document");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new ImageUnavailableException(
          UndecidedReason.InvalidImage,
          what + ": not readable as JSON: " + e.getOriginalMessage() + at(e.getLocation()),
          e);
    } catch (ImageUnavailableException e) {
      throw e;
    } catch (IOException e) {
      throw new ImageUnavailableException(
          UndecidedReason.InvalidImage, what + ": not readable as JSON: " + e.getMessage(), e);
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
      default -> throw invalid("unexpected " + token);
    };
  }

  private Map<String, @Nullable Object> map() throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    while (next() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (fields.containsKey(name)) {
        throw invalid("the name \"" + name + "\" stands twice in one object");
      }
      fields.put(name, value(next()));
    }
    return fields;
  }

  private List<@Nullable Object> list() throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      items.add(value(token));
    }
    return items;
  }

  private JsonToken next() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw invalid("the document ends too early");
    }
    return token;
  }

  private ImageUnavailableException invalid(String problem) {
    return new ImageUnavailableException(
        UndecidedReason.InvalidImage, what + ": " + problem + at(parser.currentLocation()));
  }

  private static String at(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }
}
