package dev.bedplate.app.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.source.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table of metrics. */
class MetricTest {
  @Test
  void it_is_what_is_exposed() {
    var rows = new TreeMap<String, String>();
    var labels = new TreeMap<String, Set<String>>();
    for (Metric metric : Metric.values()) {
      rows.put(metric.exposed(), metric.type().word());
      labels.put(metric.exposed(), new TreeSet<>(metric.labels()));
    }
    labels.put("bedplate_admission_duration_seconds", Set.of("le"));
    Exposition exposition = withEverySource();

    assertThat(ours(exposition.types())).isEqualTo(rows);
    assertThat(ours(exposition.labels())).isEqualTo(labels);
  }

  @Test
  void the_reference_is_up_to_date() throws IOException {
    Path page = Path.of("..", "docs", "metrics.md");
    if (Boolean.getBoolean("bedplate.update")) {
      Files.writeString(page, MetricsReference.page());
    }
    assertThat(Files.readString(page))
        .as("regenerate with ./mvnw test -Dtest=MetricTest -Dbedplate.update=true")
        .isEqualTo(MetricsReference.page());
  }

  @Test
  void no_label_grows_with_the_cluster_but_the_policy() {
    Set<String> labels = new TreeSet<>();
    for (Metric metric : Metric.values()) {
      labels.addAll(metric.labels());
    }

    assertThat(labels).containsExactly("kind", "policy", "result", "state", "verdict", "version");
  }

  private static Exposition withEverySource() {
    try (var metrics = new Metrics("1.2.3")) {
      metrics.admission();
      metrics.counting(new FixedInspector());
      metrics.inspectionsUnderWay(() -> 0);
      metrics.registries(new Traffic());
      metrics.inspectedImages(() -> 0, () -> 0, () -> 0);
      metrics.workloads(() -> Map.of("Violating", 0));
      metrics.violating(() -> Map.of("no-musl", 0));
      metrics.unsettled(() -> 0);
      metrics.eventsDropped(() -> 0);
      metrics.certificateExpires(() -> Instant.EPOCH);
      metrics.leader(() -> false);
      metrics.enforcement(() -> Map.of("InEffect", 1));
      return Exposition.of(metrics.text());
    }
  }

  private static <T> Map<String, T> ours(Map<String, T> all) {
    var ours = new TreeMap<>(all);
    ours.keySet().removeIf(name -> !name.startsWith("bedplate"));
    return ours;
  }
}
