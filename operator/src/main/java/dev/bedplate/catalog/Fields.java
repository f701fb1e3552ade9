package dev.bedplate.catalog;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong while fields are turned into values. */
final class Fields {
  private final List<FieldError> errors = new ArrayList<>();

  List<FieldError> errors() {
    return errors;
  }

  void error(String path, String message) {
    errors.add(new FieldError(path, message));
  }

  <T> @Nullable T parsed(
      String path, @Nullable String text, Function<String, Optional<T>> parser, String expected) {
    if (text == null) {
      return null;
    }
    Optional<T> value = parser.apply(text);
    if (value.isEmpty()) {
      error(path, "'" + text + "' is not " + expected);
    }
    return value.orElse(null);
  }

  @Nullable Instant time(String path, @Nullable String text) {
    return parsed(path, text, Fields::instant, "a time such as 2027-01-15T00:00:00Z");
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Each element with its path; blank texts are errors. */
  <T> List<T> texts(String path, List<String> texts, Function<String, T> reader) {
    return each(
        path,
        texts,
        (at, text) -> {
          if (text.isBlank()) {
            error(at, "must not be empty");
            return null;
          }
          return reader.apply(text);
        });
  }

  <S, T> List<T> each(String path, List<S> sources, BiFunction<String, S, @Nullable T> reader) {
    List<T> values = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      T value = reader.apply(path + "[" + i + "]", sources.get(i));
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  boolean required(String path, @Nullable Object value) {
    boolean missing = value == null || (value instanceof String text && text.isBlank());
    if (missing) {
      error(path, "is required");
    }
    return !missing;
  }

  @Nullable Integer between(String path, @Nullable Integer value, int least, int most) {
    if (value != null && (value < least || value > most)) {
      error(path, value + " is not between " + least + " and " + most);
    }
    return value;
  }
}
