package dev.bedplate.cli;

import dev.bedplate.image.Digest;
import dev.bedplate.inspect.Progress;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** One line on a terminal, rewritten while layers arrive: layers, bytes, rate. */
final class ProgressLine implements Progress, AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final String ERASE = "\r\u001b[K";
  private final PrintStream out;
  private final Clock clock;
  private final boolean visible;
  private final Instant start;
  private Instant shown;
  private int layers;
  private int finished;
  private long expected;
  private long received;
  private boolean dirty;

  private ProgressLine(PrintStream out, Clock clock, boolean visible) {
    this.out = out;
    this.clock = clock;
    this.visible = visible;
    this.start = clock.instant();
    this.shown = start;
  }

  static ProgressLine of(Environment environment) {
    return new ProgressLine(environment.err(), environment.clock(), environment.terminal());
  }

  @Override
  public synchronized void layerStarted(Digest layer, long size) {
    layers++;
    expected += size;
    show();
  }

  @Override
  public synchronized void received(Digest layer, long bytes) {
    received += bytes;
    show();
  }

  @Override
  public synchronized void layerFinished(Digest layer) {
    finished++;
    show();
  }

  private void show() {
    Instant now = visible ? clock.instant() : shown;
    if (Duration.between(shown, now).compareTo(PAUSE) < 0) {
      return;
    }
    shown = now;
    long millis = Math.max(1, Duration.between(start, now).toMillis());
    out.print(
        "%slayer %d of %d, %s of %s, %s/s"
            .formatted(
                ERASE,
                Math.min(finished + 1, layers),
                layers,
                Text.shortSize(received),
                Text.shortSize(expected),
                Text.shortSize(received * 1000 / millis)));
    out.flush();
    dirty = true;
  }

  @Override
  public void close() {
    clear();
  }

  /** Removes the line. */
  synchronized void clear() {
    if (dirty) {
      out.print(ERASE);
      out.flush();
      dirty = false;
    }
  }
}
