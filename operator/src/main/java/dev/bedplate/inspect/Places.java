package dev.bedplate.inspect;

import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Room for so much work at a time, at most half of it for one registry, so that one that is slow
 * leaves room for the others.
 */
final class Places {
  private final int atMostEach;
  private final Semaphore all;
  private final ConcurrentHashMap<String, Share> shares = new ConcurrentHashMap<>();

  Places(int concurrency) {
    atMostEach = Math.max(1, concurrency / 2);
    all = new Semaphore(concurrency);
  }

  /** The places of one registry, for as long as somebody works for it or waits to. */
  private record Share(Semaphore places, int users) {
    Share with(int more) {
      return new Share(places, users + more);
    }
  }

  /** Does {@code work} for {@code registry} as soon as there is room. */
  <T> T with(String registry, Callable<T> work) throws Exception {
    Semaphore places = join(registry);
    try {
      return with(places, () -> with(all, work));
    } finally {
      shares.computeIfPresent(registry, (_, it) -> it.users() == 1 ? null : it.with(-1));
    }
  }

  private Semaphore join(String registry) {
    Share first = new Share(new Semaphore(atMostEach), 1);
    return shares.merge(registry, first, (it, _) -> it.with(1)).places();
  }

  private static <T> T with(Semaphore places, Callable<T> work) throws Exception {
    places.acquire();
    try {
      return work.call();
    } finally {
      places.release();
    }
  }

  /** How many registries are worked for. */
  int registries() {
    return shares.size();
  }
}
