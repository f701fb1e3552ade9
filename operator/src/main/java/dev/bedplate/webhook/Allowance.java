package dev.bedplate.webhook;

import org.jspecify.annotations.Nullable;

/** How much of one review may be kept. */
@FunctionalInterface
public interface Allowance {
  /**
   * Asked before something is kept; null when it may be, else why it may not.
   *
   * @param bytes of heap, estimated, with what will be made of it
   */
  @Nullable Failure take(int bytes);
}
