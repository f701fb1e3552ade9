package dev.bedplate.app.registration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says from when on calls of the API server arrive: a replica that could answer is not yet behind
 * its Service, and to be asked sooner would mean to refuse what nobody judged. For one thread.
 */
final class Arrival {
  /** What other nodes need to follow a change of a Service. */
  static final Duration SPREADING = Duration.ofSeconds(2);

  /** After this time it is asked all the same: from here it may never be seen. */
  static final Duration MOST = Duration.ofSeconds(30);

  private @Nullable Duration reached;

  /**
   * Whether to be asked now.
   *
   * @param service whether the API server calls a Service
   * @param since how long this replica could answer already
   */
  boolean isDue(Reach reach, boolean service, Duration since) {
    if (since.compareTo(MOST) >= 0) {
      return true;
    }
    return switch (reach) {
      case Reach.Unseen _ -> true;
      case Reach.Closed _, Reach.Untrusted _ -> {
        reached = null;
        yield false;
      }
      case Reach.Answers _ -> !service || isSpread(since);
    };
  }

  private boolean isSpread(Duration since) {
    @Nullable Duration first = reached;
    if (first == null) {
      reached = since;
      return false;
    }
    return since.minus(first).compareTo(SPREADING) >= 0;
  }
}
