package dev.bedplate.app.management;

import io.micrometer.core.instrument.Counter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** A counter for each constant of an enum; all are there from the beginning. */
final class EnumCounters<E extends Enum<E>> {
  private final Map<E, Counter> counters;

  EnumCounters(Class<E> type, Function<String, Counter> named) {
    counters = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      counters.put(constant, named.apply(constant.name()));
    }
  }

  void increment(E constant) {
    Objects.requireNonNull(counters.get(constant)).increment();
  }
}
