package dev.bedplate.webhook;

import dev.bedplate.source.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long before the API server stops waiting an answer is begun: half a second, as much more as
 * answers and timers were late at most in the last seconds, and what the answers of all other
 * reviews that wait may cost, because they wait for the same cores. When the CPU is short, an
 * answer that is begun half a second before it is needed comes after it.
 */
public final class Reserve {
  /** What deciding and the way back to the API server may cost. */
  static final Duration LEAST = Duration.ofMillis(500);

  /** What one more image that is not known in time costs, the first time. */
  static final Duration EACH_IMAGE = Duration.ofMillis(1);

  /** What the way back alone may cost. */
  private static final Duration WAY_BACK = Duration.ofMillis(250);

  /** After which half of what came late is forgotten. */
  static final Duration HALF_LIFE = Duration.ofSeconds(10);

  /** What one more answer costs a process that is new to it. */
  static final Duration EACH = Duration.ofMillis(30);

  private final Clock clock;
  private final AtomicInteger waiting = new AtomicInteger();
  private double lateMillis;
  private Instant since;

  /** Nothing came late yet. */
  public Reserve(Clock clock) {
    this.clock = clock;
    since = clock.instant();
  }

  /** Notes that something came {@code late} after the moment that it was meant for. */
  public synchronized void came(Duration late) {
    Instant now = clock.instant();
    lateMillis = Math.max((double) late.toMillis(), left(now));
    since = now;
  }

  /** A review that will need an answer, until it is closed. */
  Waiting waiting() {
    waiting.incrementAndGet();
    return waiting::decrementAndGet;
  }

  /** Its end is no failure. */
  interface Waiting extends AutoCloseable {
    @Override
    void close();
  }

  /** How late something is to be expected. */
  public Duration late() {
    Duration others = EACH.multipliedBy(Math.max(0, waiting.get() - 1));
    return measured().plus(others);
  }

  private synchronized Duration measured() {
    return Duration.ofMillis((long) left(clock.instant()));
  }

  private double left(Instant now) {
    double halves = (double) Duration.between(since, now).toMillis() / HALF_LIFE.toMillis();
    return lateMillis * Math.pow(0.5, Math.max(0, halves));
  }

  /**
   * Until when images are inspected for an answer that is waited for until {@code timeout} after
   * {@code now}, the earlier the more images there are. It draws nearer while answers are late, but
   * never takes more than half of the time.
   */
  Deadline inspecting(Instant now, Duration timeout, int images) {
    return deadline(now, timeout, LEAST, EACH_IMAGE.multipliedBy(Math.max(0, images - 1)));
  }

  /** Until when is decided for the same answer. */
  Deadline deciding(Instant now, Duration timeout) {
    return deadline(now, timeout, WAY_BACK, Duration.ZERO);
  }

  private Deadline deadline(Instant now, Duration timeout, Duration kept, Duration more) {
    Duration half = timeout.dividedBy(2);
    Duration most = half.compareTo(kept) < 0 ? Duration.ZERO : half.minus(kept);
    Duration further = more.compareTo(most) < 0 ? more : most;
    return new Deadline(
        now.plus(timeout).minus(kept).minus(further), new Hurried(most.minus(further)));
  }

  /** Runs ahead by what came late. */
  private final class Hurried extends Clock {
    private final Duration most;

    Hurried(Duration most) {
      this.most = most;
    }

    @Override
    public Instant instant() {
      Duration late = late();
      return clock.instant().plus(late.compareTo(most) < 0 ? late : most);
    }

    @Override
    public ZoneId getZone() {
      return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return clock.withZone(zone);
    }
  }
}
