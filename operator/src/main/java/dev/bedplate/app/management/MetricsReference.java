package dev.bedplate.app.management;

/** The page of all metrics. */
final class MetricsReference {
  private MetricsReference() {}

  /** In Markdown. */
  static String page() {
    var page =
        new StringBuilder(
            """
            # Metrics

            `/metrics` on the management port has these in the text format of Prometheus, besides those of the JVM
            (`jvm_…`, `process_…`, `system_…`). No label holds an image, a tag, a Pod or a namespace. Generated from
            the table in `Metric`.

            | metric | type | labels | role | meaning |
            | --- | --- | --- | --- | --- |
            """);
    for (Metric metric : Metric.values()) {
      page.append(metric.row());
    }
    return page.toString();
  }
}
