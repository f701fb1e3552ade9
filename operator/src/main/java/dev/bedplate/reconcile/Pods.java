package dev.bedplate.reconcile;

import dev.bedplate.image.Digest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which Pods run another image than the one their workload was judged by. Owners are followed from
 * a Pod over its ReplicaSet or Job to the object that is judged; they may become known in any
 * order.
 */
final class Pods {
  private static final int MAX_STEPS = 4;
  private final VerdictBoard board;
  private final Consumer<String> changed;
  private final Map<String, String> ownerOf = new HashMap<>();
  private final Map<String, Set<String>> ownedBy = new HashMap<>();
  private final Map<String, Map<String, Digest>> running = new HashMap<>();
  private final Map<String, Integer> drifting = new HashMap<>();

  /**
   * @param changed told the UID of a workload whose number of drifting Pods is another than before
   */
  Pods(VerdictBoard board, Consumer<String> changed) {
    this.board = board;
    this.changed = changed;
  }

  /** Notes that one object belongs to another, or to nobody where that is itself. */
  synchronized void owned(String uid, String owner) {
    String before = ownerOf.getOrDefault(uid, uid);
    if (before.equals(owner)) {
      return;
    }
    String root = root(uid);
    leave(uid);
    if (!owner.equals(uid)) {
      ownerOf.put(uid, owner);
      ownedBy.computeIfAbsent(owner, _ -> new HashSet<>()).add(uid);
    }
    look(root);
    look(root(uid));
  }

  /** Notes which digest each container of a Pod runs. */
  synchronized void runs(String pod, String owner, Map<String, Digest> digests) {
    owned(pod, owner);
    if (!digests.equals(running.put(pod, Map.copyOf(digests)))) {
      look(root(pod));
    }
  }

  /** Forgets an object that is gone. */
  synchronized void forget(String uid) {
    String root = root(uid);
    leave(uid);
    drifting.remove(uid);
    if (running.remove(uid) != null) {
      look(root);
    }
  }

  private void leave(String uid) {
    String owner = ownerOf.remove(uid);
    @Nullable Set<String> siblings = owner == null ? null : ownedBy.get(owner);
    if (siblings != null) {
      siblings.remove(uid);
      if (siblings.isEmpty()) {
        ownedBy.remove(owner);
      }
    }
  }

  /** How many Pods of a workload run another image than the one judged. */
  synchronized int drifting(String workload) {
    int count = count(workload, board.line(workload).orElse(null), MAX_STEPS);
    if (count == 0) {
      drifting.remove(workload);
    } else {
      drifting.put(workload, count);
    }
    return count;
  }

  private void look(String workload) {
    int before = drifting.getOrDefault(workload, 0);
    if (drifting(workload) != before) {
      changed.accept(workload);
    }
  }

  private int count(String uid, @Nullable Line line, int steps) {
    if (line == null || steps == 0) {
      return 0;
    }
    int count = differs(line, running.getOrDefault(uid, Map.of())) ? 1 : 0;
    for (String child : ownedBy.getOrDefault(uid, Set.of())) {
      count += count(child, line, steps - 1);
    }
    return count;
  }

  /** A container that was not judged, such as an injected one, tells nothing. */
  private static boolean differs(Line line, Map<String, Digest> digests) {
    return digests.entrySet().stream()
        .anyMatch(
            it -> {
              Set<Digest> judged = line.digests().getOrDefault(it.getKey(), Set.of());
              return !judged.isEmpty() && !judged.contains(it.getValue());
            });
  }

  private String root(String uid) {
    String at = uid;
    for (int i = 0; i < MAX_STEPS && ownerOf.containsKey(at); i++) {
      at = ownerOf.getOrDefault(at, at);
    }
    return at;
  }
}
