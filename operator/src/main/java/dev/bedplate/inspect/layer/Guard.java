package dev.bedplate.inspect.layer;

import dev.bedplate.source.Deadline;
import dev.bedplate.source.ImageUnavailableException;

/** Stops the reading thread when time is over or the other thread has failed. */
final class Guard {
  private final Deadline deadline;
  private final LayerName name;
  private volatile boolean stopped;

  Guard(Deadline deadline, LayerName name) {
    this.deadline = deadline;
    this.name = name;
  }

  void stop() {
    stopped = true;
  }

  void check() throws ImageUnavailableException, Stopped {
    if (stopped) {
      throw new Stopped();
    }
    deadline.check(name.toString());
  }

  /** The other thread has the real failure. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("the other side has failed", null, false, false);
    }
  }
}
