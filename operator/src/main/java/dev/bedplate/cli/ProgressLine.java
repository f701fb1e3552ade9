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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line on a terminal, rewritten while layers arrive: layers, bytes, rate; while none does,
 * which image is waited for. Bases that the user named and that cannot be read are said at once,
 * terminal or not.
 */
final class ProgressLine implements Progress, AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration TICK = Duration.ofMillis(500);
  private static final int LONGEST_NAME = 50;
  private static final String ERASE = "\r\u001b[K";
  private final PrintStream out;
  private final Clock clock;
  private final boolean visible;
  private final Set<String> bases;
  private final Instant start;
  private final Map<ImageReference, Instant> waiting = new LinkedHashMap<>();
  private int images;
  private Instant shown;
  private int layers;
  private int finished;
  private long expected;
  private long received;
  private boolean dirty;
  private @Nullable Thread ticker;

  ProgressLine(PrintStream out, Clock clock, boolean visible, List<String> bases) {
    this.out = out;
    this.bases = new HashSet<>(bases);
    this.clock = clock;
    this.visible = visible;
    this.start = clock.instant();
    this.shown = start;
  }

  static ProgressLine of(Environment environment, Arguments arguments) {
    var line =
        new ProgressLine(
            environment.err(),
            environment.clock(),
            environment.errTerminal(),
            arguments.all("base"));
    if (line.visible) {
      line.ticker = Thread.ofVirtual().start(line::tickOn);
    }
    return line;
  }

  /** Registries that are slow send nothing that could be shown. */
  private void tickOn() {
    try {
      while (true) {
        Thread.sleep(TICK);
        tick();
      }
    } catch (InterruptedException e) {
      // The command is over.
    }
  }

  synchronized void tick() {
    if (!waiting.isEmpty()) {
      show();
    }
  }

  synchronized void imageStarted(ImageReference image) {
    waiting.put(image, clock.instant());
  }

  synchronized void imageFinished(ImageReference image) {
    waiting.remove(image);
    images++;
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
    out.print(ERASE + (finished < layers || waiting.isEmpty() ? layers(now) : waiting(now)));
    out.flush();
    dirty = true;
  }

  private String layers(Instant now) {
    long millis = Math.max(1, Duration.between(start, now).toMillis());
    return "layer %d of %d, %s of %s, %s/s"
        .formatted(
            Math.min(finished + 1, layers),
            layers,
            Text.shortSize(received),
            Text.shortSize(expected),
            Text.shortSize(received * 1000 / millis));
  }

  /** The one that is waited for longest. */
  private String waiting(Instant now) {
    Map.Entry<ImageReference, Instant> first = waiting.entrySet().iterator().next();
    String name = Text.safe(first.getKey().original());
    return "%d of %d images, waiting for %s (%d s)"
        .formatted(
            images,
            images + waiting.size(),
            name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name,
            Duration.between(first.getValue(), now).toSeconds());
  }

  @Override
  public void close() {
    Thread ticking = ticker;
    if (ticking != null) {
      ticking.interrupt();
    }
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
