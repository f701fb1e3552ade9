package dev.bedplate.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes and writes trees of maps, lists, strings, numbers, booleans and nulls; order is kept. */
public final class Json {
  private Json() {}

  /** An object of the given names and values in turn; names must be text. */
  public static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> object = LinkedHashMap.newLinkedHashMap(namesAndValues.length);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return object;
  }

  /** The fields of an object; none when the value is no object. */
  public static Map<?, ?> fields(@Nullable Object value) {
    return value instanceof Map<?, ?> object ? object : Map.of();
  }

  /** A string, or the text of a number or boolean; empty for any other value. */
  public static String text(@Nullable Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? value.toString()
        : "";
  }

  /** A tree on one line. */
  public static String line(@Nullable Object tree) {
    var text = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
      write(generator, tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Writes a tree on one line and closes the stream. */
  public static void write(OutputStream out, @Nullable Object tree) throws IOException {
    try (JsonGenerator generator = new JsonFactory().createGenerator(out)) {
      write(generator, tree);
    }
  }

  /** Writes a tree as indented lines. */
  public static void print(PrintStream out, @Nullable Object tree) throws IOException {
    try (JsonGenerator generator = new JsonFactory().createGenerator((OutputStream) out)) {
      generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      var indenter = new DefaultIndenter("  ", "\n");
      generator.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
      write(generator, tree);
    }
    out.println();
  }

  /** Writes a tree; a value of another type is written as its text. */
  // A pattern switch would make a class at each start of the command line.
  @SuppressWarnings("IfChainToSwitch")
  public static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.writeFieldName(String.valueOf(entry.getKey()));
        write(out, entry.getValue());
      }
      out.writeEndObject();
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object element : list) {
        write(out, element);
      }
      out.writeEndArray();
    } else if (value instanceof Boolean bool) {
      out.writeBoolean(bool);
    } else if (value instanceof Integer number) {
      out.writeNumber(number);
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else {
      out.writeString(value.toString());
    }
  }
}
