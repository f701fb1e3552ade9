package dev.bedplate.reconcile;

import java.time.Duration;
import java.time.Instant;

/**
 * When all tags were last looked at anew. Between two looks a tag whose digest is known costs no
 * request, whatever makes its workloads be judged again.
 */
final class TagLooks {
  private static final Duration EVERY = Duration.ofHours(1);
  private volatile Instant began;

  TagLooks(Instant now) {
    began = now;
  }

  /** Begins a look if one is due; everything must then be judged again. */
  boolean begin(Instant now) {
    if (now.isBefore(began.plus(EVERY))) {
      return false;
    }
    began = now;
    return true;
  }

  /** How old the digest of a tag may be at {@code now}: it was seen since the look began. */
  Duration age(Instant now) {
    return Duration.between(began, now);
  }
}
