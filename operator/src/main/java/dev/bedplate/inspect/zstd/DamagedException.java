package dev.bedplate.inspect.zstd;

import java.io.IOException;

/** A block is not what the format allows; the message says in what. */
public final class DamagedException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedException(String message) {
    super(message);
  }
}
