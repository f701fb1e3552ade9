package dev.bedplate.source.registry;

import dev.bedplate.source.ImageUnavailableException;
import java.time.Duration;

/** Waits that end before the deadline, or are not begun. */
final class Pause {
  private Pause() {}

  static boolean fits(Call call, Duration pause) {
    return pause.compareTo(call.access().deadline().remaining()) < 0;
  }

  static void before(Call call, Duration pause) throws ImageUnavailableException {
    String late = call.image() + ": its registry may not be asked in time";
    call.access().deadline().sleep(pause, late);
  }
}
