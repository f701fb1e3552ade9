package dev.bedplate.source;

import dev.bedplate.image.UndecidedReason;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Image bytes that cannot be had or cannot be trusted, with the reason that a verdict will carry.
 * The message is complete for its reader: what, where, and which limit.
 */
public final class ImageUnavailableException extends IOException {
  @Serial private static final long serialVersionUID = 1L;
  private final UndecidedReason reason;
  private final @Nullable Duration retryAfter;

  public ImageUnavailableException(UndecidedReason reason, String message) {
    this(reason, message, (Duration) null);
  }

  /**
   * A failure that says when it may be over.
   *
   * @param retryAfter how long the registry asked to wait, null when it did not say
   */
  public ImageUnavailableException(
      UndecidedReason reason, String message, @Nullable Duration retryAfter) {
    super(message);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  public ImageUnavailableException(UndecidedReason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.retryAfter = null;
  }

  /** The reason that the verdict will carry. */
  public UndecidedReason reason() {
    return reason;
  }

  /** Whether another credential may see what failed for {@code reason}. */
  public static boolean ofCredential(UndecidedReason reason) {
    return reason == UndecidedReason.Unauthorized || reason == UndecidedReason.ImageNotFound;
  }

  /** How long the registry asked to wait, as it said it and not capped. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
