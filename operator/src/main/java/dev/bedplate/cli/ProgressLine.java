package dev.bedplate.cli;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.inspect.Progress;
import dev.bedplate.source.ImageUnavailableException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One line on a terminal, rewritten while layers arrive: layers, bytes, rate. Bases that the user
 * named and that cannot be read are said at once, terminal or not.
 */
final class ProgressLine implements Progress, AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final String ERASE = "\r\u001b[K";
  private final PrintStream out;
  private final Clock clock;
  private final boolean visible;
  private final Set<String> bases;
  private final Instant start;
  private Instant shown;
  private int layers;
  private int finished;
  private long expected;
  private long received;
  private boolean dirty;

  private ProgressLine(PrintStream out, Clock clock, boolean visible, List<String> bases) {
    this.out = out;
    this.bases = new HashSet<>(bases);
    this.clock = clock;
    this.visible = visible;
    this.start = clock.instant();
    this.shown = start;
  }

  static ProgressLine of(Environment environment, Arguments arguments) {
    return new ProgressLine(
        environment.err(), environment.clock(), environment.errTerminal(), arguments.all("base"));
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

  @Override
  public synchronized void candidateUnread(
      ImageReference candidate, ImageUnavailableException failure) {
    if (bases.remove(candidate.original())) {
      clear();
      out.println(
          Text.safe(
              "bedplate: --base %s: %s: %s"
                  .formatted(candidate.original(), failure.reason(), failure.getMessage())));
    }
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
