package dev.bedplate.webhook;

import java.util.List;

/**
 * What the API server is told.
 *
 * @param message why the object was refused, one line per reason; empty when it is allowed
 * @param warnings shown to the client in either case
 */
public record Answer(boolean allowed, String message, List<String> warnings) {
  /** The object may be stored, and nobody needs to hear anything. */
  public static final Answer ALLOWED = new Answer(true, "", List.of());

  public Answer {
    warnings = List.copyOf(warnings);
  }
}
