package dev.bedplate.app.management;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Makes the meters of the table of metrics. */
final class Meters {
  private static final Duration[] BUCKETS =
      LongStream.of(
              500,
              1000,
              2500,
              5000,
              10_000,
              25_000,
              50_000,
              100_000,
              250_000,
              500_000,
              1_000_000,
              2_500_000,
              5_000_000,
              10_000_000)
          .mapToObj(micros -> Duration.ofNanos(micros * 1000))
          .toArray(Duration[]::new);

  // A function counter itself holds what it asks only weakly.
  private final Queue<LongSupplier> asked = new ConcurrentLinkedQueue<>();
  private final MeterRegistry registry;

  Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A counter, with one value for each label of the metric. */
  Counter counter(Metric metric, String... values) {
    return Counter.builder(metric.exposed())
        .description(metric.help())
        .tags(tags(metric, values))
        .register(registry);
  }

  /** A counter that is kept elsewhere. */
  void counter(Metric metric, LongSupplier count) {
    asked.add(count);
    FunctionCounter.builder(metric.exposed(), count, LongSupplier::getAsLong)
        .description(metric.help())
        .register(registry);
  }

  void gauge(Metric metric, DoubleSupplier value) {
    Gauge.builder(metric.exposed(), value, DoubleSupplier::getAsDouble)
        .description(metric.help())
        .strongReference(true)
        .register(registry);
  }

  Timer timer(Metric metric) {
    return Timer.builder(metric.exposed())
        .description(metric.help())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private static List<Tag> tags(Metric metric, String[] values) {
    if (values.length != metric.labels().size()) {
      throw new IllegalArgumentException(metric + " has the labels " + metric.labels());
    }
    return IntStream.range(0, values.length)
        .mapToObj(i -> Tag.of(metric.labels().get(i), values[i]))
        .toList();
  }
}
