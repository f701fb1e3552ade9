package dev.bedplate.inspect;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * Room for so much work at a time, at most half of it for one registry, so that one that is slow
 * leaves room for the others. Registries share few enough shares that there is nothing to clear up.
 */
final class Places {
  private static final int SHARES = 64;
  private final Semaphore all;
  private final List<Semaphore> shares;

  Places(int concurrency) {
    all = new Semaphore(concurrency);
    shares =
        Stream.generate(() -> new Semaphore(Math.max(1, concurrency / 2))).limit(SHARES).toList();
  }

  /** Does {@code work} for {@code registry} as soon as there is room. */
  <T> T with(String registry, Callable<T> work) throws Exception {
    Semaphore share = shares.get(Math.floorMod(registry.hashCode(), SHARES));
    share.acquire();
    try {
      all.acquire();
      try {
        return work.call();
      } finally {
        all.release();
      }
    } finally {
      share.release();
    }
  }
}
