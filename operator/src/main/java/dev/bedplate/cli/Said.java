package dev.bedplate.cli;

import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Violation;

/** What a message says beyond the parts that are shown beside it. */
final class Said {
  private Said() {}

  /** The policy's own words, and since when something is known or from when it is refused. */
  static String beyond(Violation violation) {
    return after(violation.message(), "; accepted: " + violation.accepted());
  }

  static String beyond(Undecidable undecidable) {
    return undecidable.message().equals(undecidable.problem())
        ? ""
        : after(undecidable.message(), " could not be decided (" + undecidable.reason() + ")");
  }

  /** All of it where it has another form: nothing may be lost. */
  private static String after(String message, String said) {
    int at = message.indexOf(said);
    return at < 0 ? message : message.substring(at + said.length()).replaceFirst("^[;.] ", "");
  }
}
