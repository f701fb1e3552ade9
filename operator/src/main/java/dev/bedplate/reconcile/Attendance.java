package dev.bedplate.reconcile;

import static java.util.stream.Collectors.toSet;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which objects of one kind were looked at, held against those that there are. Events do not tell
 * all of it: JOSDK keeps one state per name, so that an object which took the name of a deleted one
 * may come as the deleted one, or not at all, and the deleted one never; and after a gap a watch
 * tells of both as of one that changed.
 */
final class Attendance {
  private static final Roll NOBODY = new Roll(Set.of(), Set.of());

  /** By UID, whether the first look is over. */
  private final Map<String, Boolean> looks = new ConcurrentHashMap<>();

  private volatile boolean passed;
  private Roll last = NOBODY;

  /**
   * What a call found, by UID.
   *
   * @param gone were looked at and are not there
   * @param overlooked are there and were not looked at
   */
  record Roll(Set<String> gone, Set<String> overlooked) {
    Roll {
      gone = Set.copyOf(gone);
      overlooked = Set.copyOf(overlooked);
    }
  }

  /** Notes that a look began. */
  void begun(String uid) {
    looks.putIfAbsent(uid, false);
  }

  /** Notes that a look is over. */
  void looked(String uid) {
    looks.put(uid, true);
  }

  /** Forgets one that is gone. */
  void forget(String uid) {
    looks.remove(uid);
  }

  /**
   * Whether every object was looked at once since the start; until then counts would be too small.
   * Once it is so, it stays so.
   *
   * @param known the UIDs of all objects
   */
  boolean passed(Stream<String> known) {
    if (!passed && known.allMatch(it -> looks.getOrDefault(it, false))) {
      passed = true;
    }
    return passed;
  }

  /**
   * Calls the roll. What one call finds may be an event on its way; what the next one finds again
   * is answered.
   *
   * @param known the UIDs of all objects
   */
  synchronized Roll call(Stream<String> known) {
    Set<String> there = known.collect(toSet());
    Roll found =
        new Roll(
            those(looks.keySet(), it -> !there.contains(it)),
            those(there, it -> !looks.containsKey(it)));
    Roll twice =
        new Roll(
            those(found.gone(), last.gone()::contains),
            those(found.overlooked(), last.overlooked()::contains));
    last = found;
    return twice;
  }

  private static Set<String> those(Set<String> uids, Predicate<String> wanted) {
    return uids.stream().filter(wanted).collect(toSet());
  }
}
