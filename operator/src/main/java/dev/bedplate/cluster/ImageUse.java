package dev.bedplate.cluster;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who refers to an image; the status of its object. What was never written or cannot be read is
 * null.
 *
 * @param workloads how many use it
 * @param lastReferenced a moment at which one did, not long before the last one
 * @param lifecycle the state of its distribution's support
 */
public record ImageUse(
    @Nullable Integer workloads, @Nullable Instant lastReferenced, @Nullable String lifecycle) {
  static ImageUse of(Map<?, ?> status) {
    return new ImageUse(
        status.get("workloads") instanceof Integer workloads ? workloads : null,
        status.get("lastReferenced") instanceof String text ? instant(text) : null,
        status.get("lifecycle") instanceof String lifecycle ? lifecycle : null);
  }

  private static @Nullable Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
