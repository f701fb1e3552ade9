package dev.bedplate.image;

import java.util.List;

/**
 * Whether every layer was read.
 *
 * @param unsupported layers or formats that were not read; facts about absence are unknown then
 * @param errors what could not be established although it was read
 */
public record Completeness(boolean complete, List<String> unsupported, List<String> errors) {
  public Completeness {
    unsupported = List.copyOf(unsupported);
    errors = List.copyOf(errors);
  }
}
