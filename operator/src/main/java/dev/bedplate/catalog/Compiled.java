package dev.bedplate.catalog;

import java.util.List;

/** Something ready to be applied, or everything that is wrong with its source. */
public sealed interface Compiled<T> {
  /** A value ready to be applied. */
  record Accepted<T>(T value) implements Compiled<T> {}

  /** At least one error; the source is not in force. */
  record Rejected<T>(List<FieldError> errors) implements Compiled<T> {
    public Rejected {
      errors = List.copyOf(errors);
    }
  }

  /** The value when there is no error. */
  static <T> Compiled<T> of(T value, List<FieldError> errors) {
    return errors.isEmpty() ? new Accepted<>(value) : new Rejected<>(errors);
  }
}
