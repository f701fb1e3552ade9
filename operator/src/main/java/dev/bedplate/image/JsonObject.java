package dev.bedplate.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object with typed access; what is missing or of another type is named by its path. */
record JsonObject(String path, Map<?, ?> fields) {

  /** Why a document is not the expected one. */
  static final class Mismatch extends JsonProcessingException {
    private static final long serialVersionUID = 1L;

    Mismatch(String message) {
      super(message);
    }
  }

  static JsonObject of(String path, @Nullable Object value) throws Mismatch {
    if (value instanceof Map<?, ?> map) {
      return new JsonObject(path, map);
    }
    throw new Mismatch((path.isEmpty() ? "document" : path) + ": an object was expected");
  }

  boolean has(String name) {
    return fields.get(name) != null;
  }

  JsonObject object(String name) throws Mismatch {
    return of(at(name), fields.get(name));
  }

  String text(String name) throws Mismatch {
    String value = textOrNull(name);
    if (value == null) {
      throw new Mismatch(at(name) + ": text was expected");
    }
    return value;
  }

  @Nullable String textOrNull(String name) throws Mismatch {
    return switch (fields.get(name)) {
      case null -> null;
      case String text -> text;
      default -> throw new Mismatch(at(name) + ": text was expected");
    };
  }

  long number(String name) throws Mismatch {
    Long value = numberOrNull(name);
    if (value == null) {
      throw new Mismatch(at(name) + ": a whole number was expected");
    }
    return value;
  }

  @Nullable Long numberOrNull(String name) throws Mismatch {
    return switch (fields.get(name)) {
      case null -> null;
      case Long number -> number;
      case Integer number -> number.longValue();
      default -> throw new Mismatch(at(name) + ": a whole number was expected");
    };
  }

  int integer(String name) throws Mismatch {
    long value = number(name);
    if (value != (int) value) {
      throw new Mismatch(at(name) + ": too large: " + value);
    }
    return (int) value;
  }

  boolean bool(String name) throws Mismatch {
    return Boolean.TRUE.equals(boolOrNull(name));
  }

  @Nullable Boolean boolOrNull(String name) throws Mismatch {
    return switch (fields.get(name)) {
      case null -> null;
      case Boolean bool -> bool;
      default -> throw new Mismatch(at(name) + ": true or false was expected");
    };
  }

  <E extends Enum<E>> E constant(String name, Class<E> type) throws Mismatch {
    String text = text(name);
    try {
      return Enum.valueOf(type, text);
    } catch (IllegalArgumentException e) {
      throw new Mismatch(
          at(name) + ": '" + text + "' is none of " + List.of(type.getEnumConstants()));
    }
  }

  @Nullable Digest digestOrNull(String name) throws Mismatch {
    String text = textOrNull(name);
    if (text == null) {
      return null;
    }
    return Digest.parse(text).orElseThrow(() -> new Mismatch(at(name) + ": no digest: " + text));
  }

  Digest digest(String name) throws Mismatch {
    Digest digest = digestOrNull(name);
    if (digest == null) {
      throw new Mismatch(at(name) + ": a digest was expected");
    }
    return digest;
  }

  /** The objects of a list; a missing list is an empty one. */
  List<JsonObject> objects(String name) throws Mismatch {
    List<JsonObject> objects = new ArrayList<>();
    for (Object element : list(name)) {
      objects.add(of(at(name) + "[" + objects.size() + "]", element));
    }
    return objects;
  }

  /** The texts of a list; a missing list is an empty one. */
  List<String> texts(String name) throws Mismatch {
    List<String> texts = new ArrayList<>();
    for (Object element : list(name)) {
      if (!(element instanceof String text)) {
        throw new Mismatch(at(name) + "[" + texts.size() + "]: text was expected");
      }
      texts.add(text);
    }
    return texts;
  }

  Map<String, String> textMap(String name) throws Mismatch {
    if (!has(name)) {
      return Map.of();
    }
    JsonObject object = object(name);
    Map<String, String> texts = new LinkedHashMap<>();
    for (Object key : object.fields.keySet()) {
      texts.put(key.toString(), object.text(key.toString()));
    }
    return texts;
  }

  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private List<?> list(String name) throws Mismatch {
    return switch (fields.get(name)) {
      case null -> List.of();
      case List<?> list -> list;
      default -> throw new Mismatch(at(name) + ": a list was expected");
    };
  }
}
