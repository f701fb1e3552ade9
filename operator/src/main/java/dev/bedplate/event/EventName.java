package dev.bedplate.event;

import java.time.Instant;
import java.util.Locale;

/** Namespace and name of an Event, made from the object it is about. */
record EventName(String namespace, String name) {
  private static final String CLUSTER = "default";
  private static final int LONGEST_OBJECT = 200;

  /**
   * A name nobody else gives.
   *
   * @param number tells apart what this process writes at one instant
   */
  static EventName of(ObjectRef regarding, Instant now, long number) {
    String object = regarding.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
    String start = object.substring(0, Math.min(object.length(), LONGEST_OBJECT));
    long nanos = now.getEpochSecond() * 1_000_000_000 + now.getNano();
    String namespace = regarding.namespace();
    return new EventName(
        namespace == null ? CLUSTER : namespace,
        start.replaceAll("[.-]+$", "") + "." + Long.toHexString(nanos) + Long.toHexString(number));
  }
}
