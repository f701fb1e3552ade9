package dev.bedplate.image;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How long a distribution release is supported, as of one day.
 *
 * @param cycle the release line the dates belong to, such as {@code 3.20}
 * @param securityUntil the first day without security support
 * @param extendedUntil the first day without paid or community extended support
 * @param asOf the day the lifecycle table was made
 */
public record Lifecycle(
    State state,
    @Nullable String cycle,
    @Nullable LocalDate securityUntil,
    @Nullable LocalDate extendedUntil,
    LocalDate asOf) {

  /** Support on the day of the question. */
  public enum State {
    Supported,
    SecurityOnly,
    ExtendedOnly,
    EndOfLife,
    Rolling,
    Unknown
  }
}
