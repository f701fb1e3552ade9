package dev.bedplate.source;

import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.UndecidedReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/** Which registries are left alone at this moment, and until when. */
final class Rests {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);
  private static final int DOUBLINGS = 5;
  private static final int MAX_REGISTRIES = 1000;

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Rest> rests = new LinkedHashMap<>();

  Rests(Clock clock) {
    this.clock = clock;
  }

  /** A rest of a registry; {@code tried} while one call finds out whether it answers again. */
  private record Rest(
      UndecidedReason reason, int failures, Duration length, Instant end, boolean tried) {
    boolean lasts(Instant now) {
      return !tried && now.isBefore(end);
    }
  }

  /** Lets the call pass, or throws the reason for which the registry rests. */
  void enter(RegistryReference image) throws ImageUnavailableException {
    lock.lock();
    try {
      Rest rest = rests.get(image.registry());
      if (rest == null) {
        return;
      }
      Instant now = clock.instant();
      if (now.isBefore(rest.end())) {
        throw resting(image, rest, Duration.between(now, rest.end()));
      }
      // this call tries the registry; the others wait for its outcome, or for another such time
      Instant next = now.plus(rest.length());
      rests.put(
          image.registry(), new Rest(rest.reason(), rest.failures(), rest.length(), next, true));
    } finally {
      lock.unlock();
    }
  }

  private static ImageUnavailableException resting(
      RegistryReference image, Rest rest, Duration left) {
    String cause =
        rest.reason() == UndecidedReason.RegistryThrottled ? "asked to slow down" : "failed";
    return new ImageUnavailableException(
        rest.reason(),
        "%s: %s %s a moment ago and is not asked for another %.1f s"
            .formatted(image.canonical(), image.registry(), cause, left.toMillis() / 1000.0),
        left);
  }

  /** Leaves a registry alone: longer after each failure, with jitter, at least as it asked. */
  void begin(String registry, ImageUnavailableException failure) {
    lock.lock();
    try {
      Rest before = rests.get(registry);
      Instant now = clock.instant();
      boolean known = before != null && before.lasts(now);
      if (before != null && known && !now.plus(asked(failure)).isAfter(before.end())) {
        return;
      }
      int failures = before == null ? 1 : before.failures() + (known ? 0 : 1);
      Duration length = longest(jittered(failures), asked(failure));
      rests.remove(registry);
      if (rests.size() >= MAX_REGISTRIES) {
        rests.remove(rests.keySet().iterator().next());
      }
      rests.put(registry, new Rest(failure.reason(), failures, length, now.plus(length), false));
    } finally {
      lock.unlock();
    }
  }

  private static Duration asked(ImageUnavailableException failure) {
    Duration asked = failure.retryAfter().orElse(Duration.ZERO);
    return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
  }

  private static Duration longest(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static Duration jittered(int failures) {
    long grown = FIRST.toMillis() << Math.min(failures - 1, DOUBLINGS);
    long ceiling = Math.min(grown, LONGEST.toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1));
  }

  /** The registry answered; a late answer to an older call does not end a rest it asked for. */
  void over(String registry) {
    lock.lock();
    try {
      Rest rest = rests.get(registry);
      if (rest != null && !rest.lasts(clock.instant())) {
        rests.remove(registry);
      }
    } finally {
      lock.unlock();
    }
  }
}
