package dev.bedplate.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hundreds of policies and Pods of a thousand containers, beside reviews as they usually are. */
final class CrowdLoad {
  private static final int POLICIES = 500;
  private static final int CONTAINERS = 1000;
  private static final Duration PROBED = Duration.ofMillis(100);
  private final LoadCluster cluster;
  private final LoadWorkloads workloads;
  private final Goals goals;
  private final Duration time;

  CrowdLoad(LoadCluster cluster, LoadWorkloads workloads, Goals goals, Duration time) {
    this.cluster = cluster;
    this.workloads = workloads;
    this.goals = goals;
    this.time = time;
  }

  /** Makes policies for a namespace of their own; every tenth image breaks each of them. */
  void policies() throws Exception {
    cluster.each(
        POLICIES,
        201,
        number ->
            Connection.request(
                "POST",
                "/apis/bedplate.dev/v1alpha1/baseimagepolicies",
                "application/json",
                """
                {"apiVersion": "bedplate.dev/v1alpha1", "kind": "BaseImagePolicy",
                 "metadata": {"name": "crowd-%d"},
                 "spec": {"mode": "Enforce",
                   "match": {"namespaceSelector":
                     {"matchLabels": {"kubernetes.io/metadata.name": "%s"}}},
                   "rules": {"libc": {"deny": ["Musl"]}, "packages": {"max": 300, "deny": ["curl"]},
                     "size": {"maxLayers": %d}}}}
                """
                    .formatted(number, LoadCluster.CROWDED, 40 + number % 10)
                    .getBytes(StandardCharsets.UTF_8)));
  }

  /** Removes them again: other measurements are made with the usual few. */
  void remove() throws Exception {
    cluster.each(
        POLICIES,
        200,
        number ->
            Connection.request(
                "DELETE",
                "/apis/bedplate.dev/v1alpha1/baseimagepolicies/crowd-" + number,
                "application/json",
                new byte[0]));
  }

  /** Reviews as usual through the API server, first alone, then while crowds are judged. */
  void measure(RoleProcess webhook, ObjectNode report) throws Exception {
    Latencies alone = usual();
    double residentBefore = webhook.resident();
    var ended = new AtomicBoolean();
    List<Double> crowds = Collections.synchronizedList(new ArrayList<>());
    List<Double> probes = Collections.synchronizedList(new ArrayList<>());
    Latencies beside;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> crowding = threads.submit(() -> crowd(ended, crowds));
      Future<?> probing = threads.submit(() -> probe(webhook, ended, probes));
      try {
        beside = usual();
      } finally {
        ended.set(true);
      }
      crowding.get();
      probing.get();
    }
    report.put("policies", POLICIES).put("containers", CONTAINERS).put("crowds", crowds.size());
    alone.put(report.putObject("usualAlone"));
    beside.put(report.putObject("usualBeside"));
    put(report, "crowdSeconds", crowds);
    put(report, "livezSeconds", probes);
    report.put("residentBeforeMiB", residentBefore).put("peakMiB", webhook.peak());
    goals.atMost("crowd: most seconds to an answer", 5, Collections.max(crowds));
    goals.atMost("crowd: most seconds of /livez", 1, Collections.max(probes));
    goals.atMost(
        "crowd: median of other reviews, times usual", 3, beside.median() / alone.median());
  }

  private static void put(ObjectNode report, String name, List<Double> seconds) {
    double[] all = seconds.stream().mapToDouble(it -> it).toArray();
    report.put(name + "Median", Numbers.rounded(Numbers.median(all)));
    report.put(name + "Most", Numbers.rounded(Collections.max(seconds)));
  }

  private Latencies usual() throws Exception {
    byte[] request =
        Connection.request(
            "POST",
            "/api/v1/namespaces/" + LoadCluster.JUDGED + "/pods?dryRun=All",
            "application/json",
            workloads.pod(LoadCluster.JUDGED, new Shape(Shape.Fields.USUAL, 1, 1)));
    var target =
        new Latencies.Target(cluster.context(), cluster.port(), request, 201, "\"kind\":\"Pod\"");
    return Latencies.of(target, 1, time);
  }

  /** Each must be refused by the webhook itself; that it did not answer is an error. */
  private Void crowd(AtomicBoolean ended, List<Double> seconds) throws Exception {
    byte[] request =
        Connection.request(
            "POST",
            "/api/v1/namespaces/" + LoadCluster.CROWDED + "/pods?dryRun=All",
            "application/json",
            workloads.crowd(LoadCluster.CROWDED, CONTAINERS));
    try (var connection = new Connection(cluster.context(), cluster.port())) {
      do {
        long began = System.nanoTime();
        connection.send(request).expect(403, "LibcDenied");
        seconds.add((System.nanoTime() - began) / 1e9);
      } while (!ended.get());
    }
    return null;
  }

  private static Void probe(RoleProcess webhook, AtomicBoolean ended, List<Double> seconds)
      throws Exception {
    do {
      seconds.add(webhook.livez().toNanos() / 1e9);
      Thread.sleep(PROBED.toMillis());
    } while (!ended.get());
    return null;
  }
}
