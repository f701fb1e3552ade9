package dev.bedplate.reconcile;

import dev.bedplate.cluster.WorkloadObject;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The marks that were written on objects which the watch still shows as they were before: judged
 * again in between, the same would be written and told a second time.
 */
final class WrittenMarks {
  /** More than are written before the watch tells of the first of them; the oldest is forgotten. */
  private static final int MOST = 1000;

  private final Map<String, Written> written = Collections.synchronizedMap(new Latest<>(MOST));

  private record Written(String over, Marks marks) {}

  /** Remembers what was written over an object as it was watched. */
  void remember(WorkloadObject watched, Marks marks) {
    ObjectMeta metadata = watched.getMetadata();
    written.put(metadata.getUid(), new Written(metadata.getResourceVersion(), marks));
  }

  /** What an object shows, as far as is known here. */
  Marks shown(WorkloadObject watched) {
    ObjectMeta metadata = watched.getMetadata();
    @Nullable Written own = written.get(metadata.getUid());
    if (own != null && own.over().equals(metadata.getResourceVersion())) {
      return own.marks();
    }
    written.remove(metadata.getUid());
    return Marks.on(metadata.getLabels(), metadata.getAnnotations());
  }

  void forget(String uid) {
    written.remove(uid);
  }
}
