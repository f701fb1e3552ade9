package dev.bedplate.reconcile;

import dev.bedplate.event.Notice;
import java.util.List;

/** What an object's status should be, and what is to be told once it is. */
record Conclusion<S extends Record>(S status, List<Notice> notices) {
  Conclusion {
    notices = List.copyOf(notices);
  }
}
