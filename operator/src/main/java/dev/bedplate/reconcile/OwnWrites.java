package dev.bedplate.reconcile;

import dev.bedplate.cluster.PolicyObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The statuses that were written and may not have come back by the watch yet: judged by the older
 * one, the same would be written and told again. For one thread.
 */
final class OwnWrites {
  private final Map<String, Written> written = new HashMap<>();

  private record Written(long version, @Nullable Object status) {}

  /** Remembers an object as a write returned it. */
  void remember(PolicyObject returned) {
    written.put(returned.getMetadata().getUid(), new Written(version(returned), status(returned)));
  }

  /** The newest status known of an object, as plain values. */
  @Nullable Object newest(PolicyObject watched) {
    String uid = watched.getMetadata().getUid();
    Written own = written.get(uid);
    if (own != null && version(watched) < own.version()) {
      return own.status();
    }
    written.remove(uid);
    return status(watched);
  }

  /** Forgets all objects but these. */
  void retain(Set<String> uids) {
    written.keySet().retainAll(uids);
  }

  private static @Nullable Object status(PolicyObject object) {
    return object.getAdditionalProperties().get("status");
  }

  /** Versions of one object's kind are numbers that grow (Kubernetes API concepts). */
  private static long version(PolicyObject object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }
}
