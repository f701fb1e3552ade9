package dev.bedplate.reconcile;

import dev.bedplate.cluster.RunningImage;
import dev.bedplate.image.Digest;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which Pods run another image than the one their workload was judged by. A digest that was not
 * judged may name the same content, so nothing is told before that was looked up. Owners are
 * followed from a Pod over its ReplicaSet or Job to the object that is judged; they may become
 * known in any order.
 */
final class Pods {
  private static final int MAX_STEPS = 4;
  private static final int MAX_CONTENTS = 10_000;
  private final VerdictBoard board;
  private final Consumer<String> changed;
  private final Map<String, String> ownerOf = new HashMap<>();
  private final Map<String, Set<String>> ownedBy = new HashMap<>();
  private final Map<String, Map<String, RunningImage>> running = new HashMap<>();
  private final Map<Digest, Set<Digest>> contents = new Latest<>(MAX_CONTENTS);
  private final Set<String> unclear = new HashSet<>();
  private final Map<String, Integer> drifting = new HashMap<>();

  /**
   * @param changed told the UID of a workload whose number of drifting Pods is another than before,
   *     and of a Pod that runs what has to be looked up
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

  /** Notes what each container of a Pod runs. */
  synchronized void runs(String pod, String owner, Map<String, RunningImage> images) {
    owned(pod, owner);
    if (!images.equals(running.put(pod, Map.copyOf(images)))) {
      look(root(pod));
    }
  }

  /** What a Pod runs of which it has to be looked up whether it was judged under another name. */
  synchronized List<RunningImage> unclear(String pod) {
    unclear.remove(pod);
    Line line = board.line(root(pod)).orElse(null);
    return line == null
        ? List.of()
        : running.getOrDefault(pod, Map.of()).entrySet().stream()
            .filter(it -> likeness(line, it.getKey(), it.getValue()) == Likeness.Unclear)
            .map(Map.Entry::getValue)
            .distinct()
            .toList();
  }

  /**
   * Notes what a Pod's image consists of.
   *
   * @param found one for each platform; empty when that cannot be had
   */
  synchronized void consists(String pod, Digest image, Set<Digest> found) {
    contents.put(image, Set.copyOf(found));
    look(root(pod));
  }

  /** Forgets an object that is gone. */
  synchronized void forget(String uid) {
    String root = root(uid);
    leave(uid);
    drifting.remove(uid);
    unclear.remove(uid);
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
    int count = differs(uid, line) ? 1 : 0;
    for (String child : ownedBy.getOrDefault(uid, Set.of())) {
      count += count(child, line, steps - 1);
    }
    return count;
  }

  private boolean differs(String pod, Line line) {
    Set<Likeness> found = EnumSet.noneOf(Likeness.class);
    running
        .getOrDefault(pod, Map.of())
        .forEach((container, image) -> found.add(likeness(line, container, image)));
    if (found.contains(Likeness.Unclear) && unclear.add(pod)) {
      changed.accept(pod);
    }
    return found.contains(Likeness.Other);
  }

  /** How what runs is to what was judged. */
  private enum Likeness {
    Same,
    Other,
    Unclear
  }

  /** A container that was not judged, such as an injected one, tells nothing. */
  private Likeness likeness(Line line, String container, RunningImage image) {
    Set<Digest> judged = line.digests().getOrDefault(container, Set.of());
    if (judged.isEmpty() || judged.contains(image.digest())) {
      return Likeness.Same;
    }
    @Nullable Set<Digest> found = contents.get(image.digest());
    if (found == null) {
      return Likeness.Unclear;
    }
    return !found.isEmpty() && judged.containsAll(found) ? Likeness.Same : Likeness.Other;
  }

  private String root(String uid) {
    String at = uid;
    for (int i = 0; i < MAX_STEPS && ownerOf.containsKey(at); i++) {
      at = ownerOf.getOrDefault(at, at);
    }
    return at;
  }
}
