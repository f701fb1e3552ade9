package dev.bedplate.cli;

import java.io.Serial;

/** Arguments or files that cannot be used; the message is complete for the user. */
public final class InvalidInput extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  public InvalidInput(String message) {
    super(message);
  }
}
