package dev.bedplate.catalog;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Binds maps as read from YAML to records: a value of another type or a constant that does not
 * exist is an error with its path, an unknown field is for the reader to weigh. What is missing
 * stays null.
 */
final class RecordBinder {
  private final List<FieldError> errors = new ArrayList<>();
  private final Consumer<FieldError> unknown;

  RecordBinder(Consumer<FieldError> unknown) {
    this.unknown = unknown;
  }

  List<FieldError> errors() {
    return errors;
  }

  <T extends Record> @Nullable T bind(Class<T> type, String path, @Nullable Object value) {
    return type.cast(convert(type, path, value));
  }

  private @Nullable Object convert(Type type, String path, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? list(arguments[0], path, value)
          : map(arguments[1], path, value);
    }
    Class<?> target = (Class<?>) type;
    if (target.isRecord()) {
      return record(target, path, value);
    }
    return target.isEnum() ? constant(target, path, value) : scalar(target, path, value);
  }

  private @Nullable Object record(Class<?> type, String path, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return fail(path, "an object is expected, not " + describe(value));
    }
    RecordComponent[] components = type.getRecordComponents();
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    for (Object key : map.keySet()) {
      if (!names.contains(String.valueOf(key))) {
        String field = path + "." + key;
        unknown.accept(
            new FieldError(field, "unknown field" + Spelling.suggest(String.valueOf(key), names)));
      }
    }
    @Nullable Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      String field = path + "." + names.get(i);
      values[i] = convert(components[i].getGenericType(), field, map.get(names.get(i)));
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException | NoSuchMethodException e) {
      return fail(path, "cannot be read");
    } catch (InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException("record " + type + " must be public", e);
    }
  }

  private @Nullable Object list(Type element, String path, Object value) {
    if (!(value instanceof List<?> list)) {
      return fail(path, "a list is expected, not " + describe(value));
    }
    List<Object> converted = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String item = path + "[" + i + "]";
      if (list.get(i) == null) {
        fail(item, "is empty");
        continue;
      }
      Object bound = convert(element, item, list.get(i));
      if (bound != null) {
        converted.add(bound);
      }
    }
    return converted;
  }

  private @Nullable Object map(Type element, String path, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return fail(path, "an object is expected, not " + describe(value));
    }
    Map<String, Object> converted = new LinkedHashMap<>();
    map.forEach(
        (key, item) -> {
          Object bound = convert(element, path + "." + key, item);
          if (bound != null) {
            converted.put(String.valueOf(key), bound);
          }
        });
    return converted;
  }

  private @Nullable Object constant(Class<?> type, String path, Object value) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
    int index = names.indexOf(value.toString());
    return index >= 0
        ? type.getEnumConstants()[index]
        : fail(path, "'" + value + "' is not one of " + String.join(", ", names));
  }

  private @Nullable Object scalar(Class<?> type, String path, Object value) {
    if (type == String.class) {
      return value instanceof String || value instanceof Number
          ? value.toString()
          : fail(path, "text is expected, not " + describe(value));
    }
    if (type == Integer.class) {
      boolean whole = value instanceof Number number && number.doubleValue() == number.intValue();
      return whole
          ? ((Number) value).intValue()
          : fail(path, "a whole number is expected, not " + describe(value));
    }
    return value instanceof Boolean
        ? value
        : fail(path, "true or false is expected, not " + describe(value));
  }

  private @Nullable Object fail(String path, String message) {
    errors.add(new FieldError(path.startsWith(".") ? path.substring(1) : path, message));
    return null;
  }

  private static String describe(Object value) {
    return switch (value) {
      case Map<?, ?> _ -> "an object";
      case List<?> _ -> "a list";
      default -> "'" + value + "'";
    };
  }
}
