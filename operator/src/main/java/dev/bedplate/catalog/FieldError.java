package dev.bedplate.catalog;

/**
 * What is wrong with one field of a policy or exception, such as {@code spec.rules.libc.deny[0]}.
 */
public record FieldError(String path, String message) {
  @Override
  public String toString() {
    return path + ": " + message;
  }
}
