package dev.bedplate.source;

import dev.bedplate.image.UndecidedReason;
import java.io.IOException;
import java.io.Serial;

/**
 * Image bytes that cannot be had or cannot be trusted, with the reason that a verdict will carry.
 * The message is complete for its reader: what, where, and which limit.
 */
public final class ImageUnavailableException extends IOException {
  @Serial private static final long serialVersionUID = 1L;
  private final UndecidedReason reason;

  public ImageUnavailableException(UndecidedReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public ImageUnavailableException(UndecidedReason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** The reason that the verdict will carry. */
  public UndecidedReason reason() {
    return reason;
  }
}
