package dev.bedplate.source;

import dev.bedplate.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The digests that tags named when last asked, the least recently used forgotten first. */
final class SeenTags {
  private static final int FIRST_SIZE = 64;
  private static final float LOAD = 0.75f;
  private final int most;
  private final Map<String, Seen> tags = new LinkedHashMap<>(FIRST_SIZE, LOAD, true);
  private final ReentrantLock lock = new ReentrantLock();

  SeenTags(int most) {
    this.most = most;
  }

  record Seen(Digest digest, Instant at) {
    boolean youngerThan(Duration age, Instant now) {
      return now.isBefore(at.plus(age));
    }
  }

  Optional<Seen> get(String tag) {
    lock.lock();
    try {
      return Optional.ofNullable(tags.get(tag));
    } finally {
      lock.unlock();
    }
  }

  /** What the tag named when it was asked for less than {@code age} before {@code now}. */
  Optional<Digest> younger(String tag, Duration age, Instant now) {
    return get(tag).filter(it -> it.youngerThan(age, now)).map(Seen::digest);
  }

  void put(String tag, Seen seen) {
    lock.lock();
    try {
      tags.put(tag, seen);
      if (tags.size() > most) {
        tags.remove(tags.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }
}
