package dev.bedplate.app.management;

import dev.bedplate.inspect.ImageInspector;
import dev.bedplate.source.Traffic;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The metrics of this process: those of the JVM, and those of Bedplate that it has a source for.
 * Each source is given once and asked by every scrape, so it must answer at once.
 */
public final class Metrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Meters meters = new Meters(registry);
  private final Queue<CountsByLabel> counts = new ConcurrentLinkedQueue<>();
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** Metrics of a process that runs {@code version} of Bedplate. */
  public Metrics(String version) {
    build(version);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  // A gauge of Micrometer loses the ending that the text format keeps for such constants.
  private void build(String version) {
    Info.builder()
        .name(Metric.BUILD_INFO.exposed())
        .help(Metric.BUILD_INFO.help())
        .labelNames(Metric.BUILD_INFO.labels().toArray(String[]::new))
        .register(registry.getPrometheusRegistry())
        .addLabelValues(version);
  }

  /** What the admission webhook reports to; made once. */
  public AdmissionMetrics admission() {
    return new AdmissionMetrics(meters);
  }

  /** The same inspector, with its outcomes counted. */
  public ImageInspector counting(ImageInspector inspector) {
    return new CountedInspections(inspector, result -> meters.counter(Metric.INSPECTIONS, result));
  }

  /** How many images are being read or wait for it. */
  public void inspectionsUnderWay(IntSupplier count) {
    meters.gauge(Metric.INSPECTIONS_UNDER_WAY, count::getAsInt);
  }

  /** What all inspections of this process cost upstream. */
  public void registries(Traffic traffic) {
    meters.counter(Metric.REGISTRY_REQUESTS, traffic::requests);
    meters.counter(Metric.REGISTRY_RECEIVED, traffic::bytes);
  }

  /**
   * How the writing of InspectedImages goes: how many were, could not be, and are to be written.
   */
  public void inspectedImages(LongSupplier written, LongSupplier lost, IntSupplier underWay) {
    meters.counter(Metric.IMAGES_WRITTEN, written);
    meters.counter(Metric.IMAGES_LOST, lost);
    meters.gauge(Metric.IMAGES_UNDER_WAY, underWay::getAsInt);
  }

  /** How many workloads have each verdict; its keys are few and fixed. */
  public void workloads(Supplier<Map<String, Integer>> byVerdict) {
    counts.add(new CountsByLabel(Metric.WORKLOADS, byVerdict, registry));
  }

  /** How many workloads wait to be looked at again. */
  public void unsettled(IntSupplier count) {
    meters.gauge(Metric.WORKLOADS_UNSETTLED, count::getAsInt);
  }

  /** How many workloads violate each policy, by its name. */
  public void violating(Supplier<Map<String, Integer>> byPolicy) {
    counts.add(new CountsByLabel(Metric.POLICY_VIOLATING, byPolicy, registry));
  }

  /** Whether what policies refuse is refused in fact, by the few words there are for it. */
  public void enforcement(Supplier<Map<String, Integer>> byState) {
    counts.add(new CountsByLabel(Metric.ENFORCEMENT, byState, registry));
  }

  /** How many notices did not become part of an Event. */
  public void eventsDropped(LongSupplier count) {
    meters.counter(Metric.EVENTS_DROPPED, count);
  }

  /** The end of the presented certificate's life. */
  public void certificateExpires(Supplier<Instant> end) {
    meters.gauge(Metric.CERTIFICATE_EXPIRY, () -> end.get().getEpochSecond());
  }

  /** Whether this replica holds the lease. */
  public void leader(BooleanSupplier leader) {
    meters.gauge(Metric.LEADER, () -> leader.getAsBoolean() ? 1 : 0);
  }

  /** All of them in the text format of Prometheus, version 0.0.4; one scrape at a time. */
  public synchronized String text() {
    counts.forEach(CountsByLabel::refresh);
    return registry.scrape();
  }

  /** Lets go of the JVM's notices. */
  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
