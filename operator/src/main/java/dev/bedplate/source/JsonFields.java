package dev.bedplate.source;

import dev.bedplate.image.Digest;
import dev.bedplate.image.UndecidedReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object with the place it stands at, for messages. A null counts as absent, as Go and
 * Docker write it for an empty value; a value of another type is {@code InvalidImage}. Names are
 * found as Go finds them, in whatever case they are written; one that stands there in two spellings
 * is {@code InvalidImage}, because readers disagree about which of them counts.
 */
record JsonFields(String where, Map<String, @Nullable Object> fields) {
  static JsonFields of(@Nullable Object value, String where) throws ImageUnavailableException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (!(value instanceof Map<?, ?> map)) {
      throw mismatch(where, "an object", value);
    }
    map.forEach((name, field) -> fields.put(String.valueOf(name), field));
    return new JsonFields(where, fields);
  }

  static List<JsonFields> listOf(@Nullable Object value, String where)
      throws ImageUnavailableException {
    List<JsonFields> objects = new ArrayList<>();
    for (Object item : list(value, where)) {
      objects.add(of(item, where + "[" + objects.size() + "]"));
    }
    return objects;
  }

  private static List<? extends @Nullable Object> list(@Nullable Object value, String where)
      throws ImageUnavailableException {
    if (value instanceof List<?> list) {
      return list;
    }
    throw mismatch(where, "a list", value);
  }

  /** The value of a field of a known name; null when there is none. */
  @Nullable Object value(String name) throws ImageUnavailableException {
    @Nullable Object found = fields.get(name);
    int spellings = 0;
    for (String written : fields.keySet()) {
      if (GoNames.same(written, name)) {
        found = fields.get(written);
        spellings++;
      }
    }
    if (spellings > 1) {
      throw new ImageUnavailableException(
          UndecidedReason.InvalidImage,
          where(name) + " stands twice in one object, in different spellings");
    }
    return found;
  }

  boolean has(String name) throws ImageUnavailableException {
    return value(name) != null;
  }

  @Nullable String text(String name) throws ImageUnavailableException {
    return text(name, value(name));
  }

  private @Nullable String text(String name, @Nullable Object value)
      throws ImageUnavailableException {
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw mismatch(where(name), "a string", value);
  }

  String text(String name, String otherwise) throws ImageUnavailableException {
    String text = text(name);
    return text == null || text.isBlank() ? otherwise : text;
  }

  String requiredText(String name) throws ImageUnavailableException {
    String text = text(name);
    if (text == null) {
      throw mismatch(where(name), "a string", null);
    }
    return text;
  }

  boolean flag(String name) throws ImageUnavailableException {
    Object value = value(name);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw mismatch(where(name), "true or false", value);
  }

  long size(String name) throws ImageUnavailableException {
    Object value = value(name);
    if ((value instanceof Integer || value instanceof Long) && ((Number) value).longValue() >= 0) {
      return ((Number) value).longValue();
    }
    throw mismatch(where(name), "a number of bytes, 0 or more", value);
  }

  Digest digest(String name) throws ImageUnavailableException {
    return digest(requiredText(name), where(name));
  }

  static Digest digest(String text, String where) throws ImageUnavailableException {
    return Digest.parse(text)
        .orElseThrow(() -> mismatch(where, "a sha256 or sha512 digest in lower case", text));
  }

  @Nullable JsonFields object(String name) throws ImageUnavailableException {
    return has(name) ? of(value(name), where(name)) : null;
  }

  List<JsonFields> objects(String name) throws ImageUnavailableException {
    return has(name) ? listOf(value(name), where(name)) : List.of();
  }

  List<String> texts(String name) throws ImageUnavailableException {
    List<String> texts = new ArrayList<>();
    if (has(name)) {
      for (Object item : list(value(name), where(name))) {
        if (!(item instanceof String text)) {
          throw mismatch(where(name) + "[" + texts.size() + "]", "a string", item);
        }
        texts.add(text);
      }
    }
    return texts;
  }

  Map<String, String> textMap(String name) throws ImageUnavailableException {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonFields map = object(name);
    if (map != null) {
      for (String key : map.fields().keySet()) {
        // Names here are data, which may differ in case alone.
        String text = map.text(key, map.fields().get(key));
        texts.put(key, text == null ? "" : text);
      }
    }
    return texts;
  }

  String where(String name) {
    return where + ": " + name;
  }

  static ImageUnavailableException mismatch(
      String where, String expected, @Nullable Object actual) {
    String shown =
        switch (actual) {
          case null -> "nothing";
          case Map<?, ?> map -> "an object";
          case List<?> list -> "a list";
          default -> {
            String text = String.valueOf(actual);
            yield text.length() > 100 ? text.substring(0, 100) + "…" : text;
          }
        };
    return new ImageUnavailableException(
        UndecidedReason.InvalidImage, where + " must be " + expected + ", not " + shown);
  }
}
