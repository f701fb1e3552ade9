package dev.bedplate.inspect.packages;

import java.io.Serial;

/**
 * The content of a file is not the package database its path promises; the message is for people.
 */
final class MalformedDatabaseException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  MalformedDatabaseException(String message) {
    super(message);
  }
}
