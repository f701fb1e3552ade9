package dev.bedplate.event;

import java.time.Duration;
import java.time.Instant;

/** An Event that was written and how often the same was to be said since; for one thread. */
final class Series {
  /** A series that was quiet for so long is over: the next notice is a new Event. */
  static final Duration QUIET = Duration.ofMinutes(6);

  /** The least time between two updates of one Event. */
  static final Duration REFRESH = Duration.ofSeconds(30);

  private final EventName event;
  private int count = 1;
  private int written = 1;
  private Instant last;
  private Instant updated;

  Series(EventName event, Instant now) {
    this.event = event;
    last = now;
    updated = now;
  }

  void again(Instant now) {
    count++;
    last = now;
  }

  boolean over(Instant now) {
    return !now.isBefore(last.plus(QUIET));
  }

  /** Whether there is something to tell and the last time is long enough ago. */
  boolean due(Instant now) {
    return count > written && (over(now) || !now.isBefore(updated.plus(REFRESH)));
  }

  void updated(Instant now) {
    written = count;
    updated = now;
  }

  EventName event() {
    return event;
  }

  int count() {
    return count;
  }

  Instant last() {
    return last;
  }
}
