package dev.bedplate.inspect;

import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.base.BaseCandidate;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Flights;
import dev.bedplate.source.ImageUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads candidates in the background, so that no image waits for another one: what is known is
 * used, however the candidate's registry is, and read again now and then.
 */
public final class BackgroundCandidates implements CandidateReading, AutoCloseable {
  private final Settings settings;
  private final Runnable changed;
  private final Clock clock;
  private final Flights<Key, Known> flights;
  private final Map<Key, Known> known = new LinkedHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * When candidates are read.
   *
   * @param fresh how long a candidate that was read is not asked for again
   * @param retry how long one that could not be read is not asked for again
   * @param longest how long reading one may take
   * @param most candidates remembered, a platform each
   */
  public record Settings(Duration fresh, Duration retry, Duration longest, int most) {
    /** One hour, one minute, one minute, 1,000 candidates. */
    public static final Settings DEFAULTS =
        new Settings(Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofMinutes(1), 1000);
  }

  /**
   * No candidate is known yet.
   *
   * @param changed told, in the background, when the layers of a candidate are new or others
   */
  public BackgroundCandidates(Settings settings, Runnable changed, Clock clock) {
    this.settings = settings;
    this.changed = changed;
    this.clock = clock;
    flights = new Flights<>(settings.most(), clock);
  }

  private record Key(String candidate, Platform platform) {}

  /** What is known of a candidate, and when it is read again. */
  private record Known(
      @Nullable BaseCandidate layers, @Nullable ImageUnavailableException failure, Instant again) {}

  @Override
  public BaseCandidate read(
      ImageReference candidate, Platform platform, Access access, Layers layers)
      throws ImageUnavailableException {
    Key key = new Key(candidate.canonical(), platform);
    Known before = known(key).orElse(null);
    if (before == null || !clock.instant().isBefore(before.again())) {
      begin(key, candidate, access, layers);
    }
    if (before != null && before.layers() != null) {
      return before.layers();
    }
    String problem =
        before == null || before.failure() == null
            ? "not read yet, this happens in the background"
            : String.valueOf(before.failure().getMessage());
    throw new ImageUnavailableException(UndecidedReason.DeadlineExceeded, problem);
  }

  private void begin(Key key, ImageReference candidate, Access access, Layers layers) {
    var own =
        new Access(
            access.keychain(),
            Deadline.in(settings.longest(), clock),
            access.traffic(),
            settings.fresh());
    try {
      flights.join(key, () -> readNow(key, candidate, own, layers));
    } catch (RejectedExecutionException e) {
      // too many candidates at once, or the end is near: the next image that needs it asks again
    }
  }

  private Known readNow(Key key, ImageReference candidate, Access access, Layers layers) {
    BaseCandidate before = known(key).map(Known::layers).orElse(null);
    Known now;
    try {
      BaseCandidate read = layers.of(candidate, key.platform(), access);
      now = new Known(read, null, clock.instant().plus(settings.fresh()));
    } catch (ImageUnavailableException e) {
      now = new Known(before, e, clock.instant().plus(settings.retry()));
    }
    remember(key, now);
    if (now.layers() != null && !now.layers().equals(before)) {
      changed.run();
    }
    return now;
  }

  private Optional<Known> known(Key key) {
    lock.lock();
    try {
      return Optional.ofNullable(known.get(key));
    } finally {
      lock.unlock();
    }
  }

  private void remember(Key key, Known now) {
    lock.lock();
    try {
      known.remove(key);
      known.put(key, now);
      if (known.size() > settings.most()) {
        known.remove(known.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends what is being read. */
  @Override
  public void close() {
    flights.close();
  }
}
