package dev.bedplate.source.registry;

import java.io.IOException;

/** Trust that was configured cannot be set up; trying again does not help. */
final class UntrustedException extends IOException {
  @java.io.Serial private static final long serialVersionUID = 1L;

  UntrustedException(String message, Throwable cause) {
    super(message, cause);
  }
}
