package dev.bedplate.app.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.ImageInspector;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.Traffic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics = new Metrics("1.2.3");

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void every_scrape_asks_again() {
    var underWay = new AtomicInteger(3);
    var leader = new AtomicBoolean();
    var expires = new AtomicReference<>(Instant.ofEpochSecond(1_800_000_000));
    metrics.inspectionsUnderWay(underWay::get);
    metrics.leader(leader::get);
    metrics.certificateExpires(expires::get);
    assertThat(value("bedplate_inspections_under_way")).isEqualTo(3);
    assertThat(value("bedplate_leader")).isZero();
    assertThat(value("bedplate_certificate_expiry_timestamp_seconds")).isEqualTo(1_800_000_000);

    underWay.set(0);
    leader.set(true);
    expires.set(Instant.ofEpochSecond(1_900_000_000));
    assertThat(value("bedplate_inspections_under_way")).isZero();
    assertThat(value("bedplate_leader")).isOne();
    assertThat(value("bedplate_certificate_expiry_timestamp_seconds")).isEqualTo(1_900_000_000);
  }

  @Test
  void sources_that_nobody_else_holds_are_kept() {
    bindTraffic();
    System.gc();

    assertThat(value("bedplate_registry_requests_total")).isEqualTo(2);
    assertThat(value("bedplate_registry_received_bytes_total")).isEqualTo(4096);
    assertThat(value("bedplate_events_dropped_total")).isEqualTo(7);
  }

  @Test
  void what_was_written_lost_and_waits_is_told_apart() {
    metrics.inspectedImages(() -> 5, () -> 2, () -> 1);
    assertThat(value("bedplate_inspected_images_written_total")).isEqualTo(5);
    assertThat(value("bedplate_inspected_images_lost_total")).isEqualTo(2);
    assertThat(value("bedplate_inspected_images_under_way")).isEqualTo(1);
  }

  @Test
  void workloads_that_wait_to_be_looked_at_again_are_told() {
    metrics.unsettled(() -> 3);
    assertThat(value("bedplate_workloads_unsettled")).isEqualTo(3);
  }

  private void bindTraffic() {
    var traffic = new Traffic();
    traffic.request();
    traffic.request();
    traffic.received(4096);
    metrics.registries(traffic);
    var dropped = new AtomicInteger(7);
    metrics.eventsDropped(dropped::get);
  }

  @Test
  void every_outcome_of_an_inspection_is_counted() {
    var fixed = new FixedInspector();
    ImageInspector counting = metrics.counting(fixed);
    inspect(counting);
    for (UndecidedReason reason : UndecidedReason.values()) {
      assertThat(value("bedplate_inspections_total{result=\"" + reason + "\"}")).isZero();
      fixed.reason = reason;
      inspect(counting);
      assertThat(value("bedplate_inspections_total{result=\"" + reason + "\"}")).isOne();
    }
    assertThat(value("bedplate_inspections_total{result=\"Inspected\"}")).isOne();
  }

  @Test
  void a_policy_that_is_gone_leaves_no_count() {
    Map<String, Integer> violating = new HashMap<>(Map.of("no-musl", 2, "small", 0));
    metrics.violating(() -> violating);
    metrics.workloads(() -> Map.of("Violating", 2));
    assertThat(value("bedplate_policy_violating_workloads{policy=\"no-musl\"}")).isEqualTo(2);
    assertThat(value("bedplate_policy_violating_workloads{policy=\"small\"}")).isZero();
    assertThat(value("bedplate_workloads{verdict=\"Violating\"}")).isEqualTo(2);

    violating.remove("no-musl");
    assertThat(Exposition.of(metrics.text()).samples())
        .containsKey("bedplate_policy_violating_workloads{policy=\"small\"}")
        .doesNotContainKey("bedplate_policy_violating_workloads{policy=\"no-musl\"}");
  }

  @Test
  void of_many_policies_those_with_most_violations_are_counted() {
    Map<String, Integer> violating = new HashMap<>();
    for (int i = 0; i < 1000; i++) {
      violating.put("policy-" + i, i);
    }
    metrics.violating(() -> violating);

    assertThat(Exposition.of(metrics.text()).samples().keySet())
        .filteredOn(name -> name.startsWith("bedplate_policy"))
        .hasSize(200)
        .contains("bedplate_policy_violating_workloads{policy=\"policy-999\"}")
        .contains("bedplate_policy_violating_workloads{policy=\"policy-800\"}");
  }

  @Test
  void two_processes_in_one_share_nothing() {
    try (var other = new Metrics("4.5.6")) {
      other.leader(() -> true);
      assertThat(Exposition.of(other.text()).value("bedplate_build_info{version=\"4.5.6\"}"))
          .isOne();
    }
    assertThat(metrics.text()).doesNotContain("bedplate_leader", "4.5.6");
  }

  @Test
  void memory_collections_threads_and_processor_of_the_JVM_are_there() {
    assertThat(Exposition.of(metrics.text()).types())
        .containsKeys(
            "jvm_memory_used_bytes",
            "jvm_gc_memory_allocated_bytes_total",
            "jvm_threads_live_threads",
            "process_cpu_usage");
  }

  private double value(String sample) {
    return Exposition.of(metrics.text()).value(sample);
  }

  private static void inspect(ImageInspector inspector) {
    var deadline = Deadline.in(Duration.ofMinutes(1), Clock.systemUTC());
    inspector.inspect(
        ReferenceParser.parse("registry.example/app:1"),
        FixedInspector.PLATFORM,
        new Access(Keychain.ANONYMOUS, deadline, new Traffic()));
  }
}
