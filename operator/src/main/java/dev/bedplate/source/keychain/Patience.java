package dev.bedplate.source.keychain;

import java.time.Duration;

/** How long one question may still wait, over everything it waits for. */
final class Patience {
  private final long end;

  Patience(Duration whole) {
    end = System.nanoTime() + whole.toNanos();
  }

  Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }
}
