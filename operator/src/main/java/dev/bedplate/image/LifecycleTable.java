package dev.bedplate.image;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Support dates of distribution releases.
 *
 * @param asOf the day the table was made
 */
public record LifecycleTable(LocalDate asOf, List<Entry> entries) {
  public LifecycleTable {
    entries = List.copyOf(entries);
  }

  /** Dates of one release line; null where the line has no such date. */
  public record Entry(
      String id,
      String cycle,
      @Nullable LocalDate released,
      @Nullable LocalDate activeUntil,
      @Nullable LocalDate securityUntil,
      @Nullable LocalDate extendedUntil,
      boolean rolling) {}
}
