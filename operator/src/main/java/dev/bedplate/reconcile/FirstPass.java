package dev.bedplate.reconcile;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Whether every workload was looked at once since the start. Until then counts would be too small.
 */
final class FirstPass {
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private volatile boolean over;

  /** Notes that one was looked at. */
  void seen(String uid) {
    if (!over) {
      seen.add(uid);
    }
  }

  /**
   * Whether the pass is over; once it is, it stays so.
   *
   * @param known the UIDs of all workloads
   */
  boolean over(Stream<String> known) {
    if (!over && known.allMatch(seen::contains)) {
      over = true;
      seen.clear();
    }
    return over;
  }
}
