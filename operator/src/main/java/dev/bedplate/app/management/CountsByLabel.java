package dev.bedplate.app.management;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Supplier;

/** A gauge for each key of a map that is asked for anew by every scrape. */
final class CountsByLabel {
  private static final int MAX_VALUES = 200;
  private final MultiGauge gauges;
  private final String label;
  private final Supplier<Map<String, Integer>> counts;

  CountsByLabel(Metric metric, Supplier<Map<String, Integer>> counts, MeterRegistry registry) {
    this.gauges =
        MultiGauge.builder(metric.exposed()).description(metric.help()).register(registry);
    this.label = metric.labels().getFirst();
    this.counts = counts;
  }

  /** Takes the present counts; of too many keys those with the highest. */
  void refresh() {
    Comparator<Map.Entry<String, Integer>> most = Map.Entry.comparingByValue();
    gauges.register(
        counts.get().entrySet().stream()
            .sorted(most.reversed().thenComparing(Map.Entry.comparingByKey()))
            .limit(MAX_VALUES)
            .map(it -> MultiGauge.Row.of(Tags.of(label, it.getKey()), it.getValue()))
            .toList(),
        true);
  }
}
