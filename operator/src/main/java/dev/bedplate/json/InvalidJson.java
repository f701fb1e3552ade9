package dev.bedplate.json;

import java.io.IOException;
import java.io.Serial;

/** A document that is not JSON, or not what it should be; the message says what and where. */
public final class InvalidJson extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  InvalidJson(String message) {
    super(message);
  }
}
