package dev.bedplate.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object with typed access; what is missing or of another type is named by its path. A
 * null counts as absent, and an absent list or map is an empty one, as Go and Docker write them.
 */
public final class JsonObject {
  private static final int SHOWN = 100;

  /** Makes a value of an object. */
  public interface Reader<V, X extends Exception> {
    V read(JsonObject object) throws InvalidJson, X;
  }

  private final Map<?, ?> fields;
  private final String where;
  private final String separator;
  private final boolean likeGo;

  private JsonObject(Map<?, ?> fields, String where, String separator, boolean likeGo) {
    this.fields = fields;
    this.where = where;
    this.separator = separator;
    this.likeGo = likeGo;
  }

  /** An object whose names count as they are written; {@code what} is its name in messages. */
  public static JsonObject of(@Nullable Object value, String what) throws InvalidJson {
    return of(value, what, ": ", false);
  }

  /**
   * The object that a document holds. Names are found as Go finds them, in whatever case they are
   * written; one that stands there in two spellings is refused, because readers disagree about
   * which of them counts.
   */
  public static JsonObject readLikeGo(byte[] document, String what) throws InvalidJson {
    return of(read(document, what), what, ": ", true);
  }

  /** What is made of the list of such objects that a document holds. */
  public static <V, X extends Exception> List<V> readListLikeGo(
      byte[] document, String what, Reader<V, X> reader) throws InvalidJson, X {
    return objects(read(document, what), what, true, reader);
  }

  private static @Nullable Object read(byte[] document, String what) throws InvalidJson {
    try {
      return JsonReader.read(document);
    } catch (InvalidJson e) {
      throw new InvalidJson(what + ": " + e.getMessage());
    }
  }

  private static JsonObject of(
      @Nullable Object value, String where, String separator, boolean likeGo) throws InvalidJson {
    if (value instanceof Map<?, ?> fields) {
      return new JsonObject(fields, where, separator, likeGo);
    }
    throw mismatch(where, "an object", value);
  }

  private static <V, X extends Exception> List<V> objects(
      @Nullable Object value, String where, boolean likeGo, Reader<V, X> reader)
      throws InvalidJson, X {
    List<V> values = new ArrayList<>();
    for (Object item : list(value, where)) {
      values.add(reader.read(of(item, where + "[" + values.size() + "]", ".", likeGo)));
    }
    return values;
  }

  private static List<?> list(@Nullable Object value, String where) throws InvalidJson {
    if (value instanceof List<?> list) {
      return list;
    }
    throw mismatch(where, "a list", value);
  }

  /** The path of the object, beginning with the name of its document. */
  public String where() {
    return where;
  }

  /** The path of a field. */
  public String at(String name) {
    return where + separator + name;
  }

  /** What to throw when a field is not what it must be. */
  public InvalidJson mismatch(String name, String expected) throws InvalidJson {
    return mismatch(at(name), expected, value(name));
  }

  private static InvalidJson mismatch(String where, String expected, @Nullable Object actual) {
    String text = actual == null ? "nothing" : actual.toString();
    String shown =
        actual instanceof Map
            ? "an object"
            : actual instanceof List
                ? "a list"
                : text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return new InvalidJson(where + " must be " + expected + ", not " + shown);
  }

  /** The value of a field; null when there is none. */
  public @Nullable Object value(String name) throws InvalidJson {
    if (!likeGo) {
      return fields.get(name);
    }
    Object found = null;
    int spellings = 0;
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      if (GoNames.same(String.valueOf(field.getKey()), name)) {
        found = field.getValue();
        spellings++;
      }
    }
    if (spellings > 1) {
      throw new InvalidJson(at(name) + " stands twice in one object, in different spellings");
    }
    return found;
  }

  /** Whether a field is there and not null. */
  public boolean has(String name) throws InvalidJson {
    return value(name) != null;
  }

  /** The string of a field that must be there. */
  public String text(String name) throws InvalidJson {
    String text = textOrNull(name);
    if (text == null) {
      throw mismatch(name, "a string");
    }
    return text;
  }

  /** The string of a field; null when it is absent. */
  public @Nullable String textOrNull(String name) throws InvalidJson {
    Object value = value(name);
    return value == null ? null : text(at(name), value);
  }

  /** The string of a field, or another one when it is absent or blank. */
  public String text(String name, String otherwise) throws InvalidJson {
    String text = textOrNull(name);
    return text == null || text.isBlank() ? otherwise : text;
  }

  private static String text(String where, @Nullable Object value) throws InvalidJson {
    if (value instanceof String text) {
      return text;
    }
    throw mismatch(where, "a string", value);
  }

  /** The whole number of a field that must be there. */
  public long number(String name) throws InvalidJson {
    Object value = value(name);
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    throw mismatch(name, "a whole number");
  }

  /** The whole number of a field; null when it is absent. */
  public @Nullable Long numberOrNull(String name) throws InvalidJson {
    return has(name) ? number(name) : null;
  }

  /** A number of 32 bits. */
  public int integer(String name) throws InvalidJson {
    long number = number(name);
    if (number != (int) number) {
      throw mismatch(name, "a number of 32 bits");
    }
    return (int) number;
  }

  /** Whether a field is true; an absent one is not. */
  public boolean flag(String name) throws InvalidJson {
    Object value = value(name);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw mismatch(name, "true or false");
  }

  /** What the string of a field says in a form of its own; {@code expected} names that form. */
  public <V> V parsed(String name, Function<String, Optional<V>> parser, String expected)
      throws InvalidJson {
    return parsed(at(name), text(name), parser, expected);
  }

  /** The same; null when the field is absent. */
  public <V> @Nullable V parsedOrNull(
      String name, Function<String, Optional<V>> parser, String expected) throws InvalidJson {
    return has(name) ? parsed(name, parser, expected) : null;
  }

  /** The constant of an enum that a field names. */
  public <E extends Enum<E>> E constant(String name, Class<E> type) throws InvalidJson {
    List<E> constants = List.of(type.getEnumConstants());
    String text = text(name);
    for (E constant : constants) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw mismatch(name, "one of " + constants);
  }

  private static <V> V parsed(
      String where, String text, Function<String, Optional<V>> parser, String expected)
      throws InvalidJson {
    return parser.apply(text).orElseThrow(() -> mismatch(where, expected, text));
  }

  /** The object of a field that must be there. */
  public JsonObject object(String name) throws InvalidJson {
    return of(value(name), at(name), ".", likeGo);
  }

  /** The object of a field; one without fields when it is absent. */
  public JsonObject objectOrEmpty(String name) throws InvalidJson {
    return has(name) ? object(name) : new JsonObject(Map.of(), at(name), ".", likeGo);
  }

  /** What is made of the objects of a list. */
  public <V, X extends Exception> List<V> objects(String name, Reader<V, X> reader)
      throws InvalidJson, X {
    return has(name) ? objects(value(name), at(name), likeGo, reader) : List.of();
  }

  /** The strings of a list. */
  public List<String> texts(String name) throws InvalidJson {
    return parsedList(name, Optional::of, "a string");
  }

  /** What the strings of a list say in a form of their own. */
  public <V> List<V> parsedList(String name, Function<String, Optional<V>> parser, String expected)
      throws InvalidJson {
    List<V> parsed = new ArrayList<>();
    if (has(name)) {
      for (Object item : list(value(name), at(name))) {
        String where = at(name) + "[" + parsed.size() + "]";
        parsed.add(parsed(where, text(where, item), parser, expected));
      }
    }
    return parsed;
  }

  /** The names of an object, which are data and may differ in case alone, with their strings. */
  public Map<String, String> textMap(String name) throws InvalidJson {
    JsonObject object = objectOrEmpty(name);
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<?, ?> field : object.fields.entrySet()) {
      String key = String.valueOf(field.getKey());
      texts.put(key, field.getValue() == null ? "" : text(object.at(key), field.getValue()));
    }
    return texts;
  }
}
