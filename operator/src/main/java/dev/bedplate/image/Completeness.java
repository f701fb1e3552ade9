package dev.bedplate.image;

import java.util.List;

/**
 * Whether every fact could be established.
 *
 * @param unsupported layers or formats that were not read; facts about absence are unknown then
 * @param errors what could not be established although every layer was read; a rule that needs such
 *     a fact is undecided
 */
public record Completeness(boolean complete, List<String> unsupported, List<String> errors) {
  public Completeness {
    unsupported = List.copyOf(unsupported);
    errors = List.copyOf(errors);
  }
}
