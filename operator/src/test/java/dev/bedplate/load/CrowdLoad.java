package dev.bedplate.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hundreds of policies and Pods of a thousand containers, beside reviews as they usually are. */
final class CrowdLoad {
  private static final int CONTAINERS = 1000;
  private static final Duration PROBED = Duration.ofMillis(100);
  private final Crowd crowd;
  private final LoadCluster cluster;
  private final LoadWorkloads workloads;
  private final Goals goals;
  private final Duration time;

  /** What the policies are, the first of which is there before a Pod comes. */
  enum Crowd {
    /** Of rules, all of them there before. */
    Rules(500),
    /** Of rules and an expression each, made while Pods come. */
    Expressions(300);

    private final int policies;

    Crowd(int policies) {
      this.policies = policies;
    }

    private String rules() {
      return switch (this) {
        case Rules -> "";
        case Expressions ->
            """
            , "expressions": [{"expression":
              "facts.packages.names.all(name, name != 'crowd') && facts.size.layers < 100",
              "message": "too much"}]""";
      };
    }
  }

  CrowdLoad(Crowd crowd, LoadCluster cluster, LoadWorkloads workloads, Goals goals, Duration time) {
    this.crowd = crowd;
    this.cluster = cluster;
    this.workloads = workloads;
    this.goals = goals;
    this.time = time;
  }

  /** Makes policies for a namespace of their own; every tenth image breaks each of them. */
  private Void policies() throws Exception {
    cluster.each(
        crowd.policies,
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
                     "size": {"maxLayers": %d}%s}}}
                """
                    .formatted(number, LoadCluster.CROWDED, 40 + number % 10, crowd.rules())
                    .getBytes(StandardCharsets.UTF_8)));
    return null;
  }

  /** The policies that are there before the webhook starts. */
  void prepare() throws Exception {
    if (crowd == Crowd.Rules) {
      policies();
    }
  }

  /** Removes them again: other measurements are made with the usual few. */
  void remove() throws Exception {
    cluster.each(
        crowd.policies,
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
    List<Double> live = Collections.synchronizedList(new ArrayList<>());
    List<Double> ready = Collections.synchronizedList(new ArrayList<>());
    Latencies beside;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> crowding = threads.submit(() -> crowd(ended, crowds));
      Future<?> living = threads.submit(() -> probe(() -> webhook.probe("/livez"), ended, live));
      Future<?> being = threads.submit(() -> probe(() -> webhook.probe("/readyz"), ended, ready));
      Future<?> creating = threads.submit(() -> crowd == Crowd.Expressions ? policies() : null);
      try {
        beside = usual();
      } finally {
        ended.set(true);
      }
      crowding.get();
      living.get();
      being.get();
      creating.get();
    }
    report
        .put("policies", crowd.policies)
        .put("containers", CONTAINERS)
        .put("crowds", crowds.size());
    alone.put(report.putObject("usualAlone"));
    beside.put(report.putObject("usualBeside"));
    put(report, "crowdSeconds", crowds);
    put(report, "livezSeconds", live);
    put(report, "readyzSeconds", ready);
    report.put("residentBeforeMiB", residentBefore).put("peakMiB", webhook.peak());
    String name = "crowd of " + crowd + ": ";
    goals.atMost(name + "MiB of heap more than at rest", 20, moreHeap(webhook, report));
    goals.atMost(name + "most seconds to an answer", 5, Collections.max(crowds));
    goals.atMost(name + "most seconds of /livez", 1, Collections.max(live));
    goals.atMost(name + "most seconds of /readyz", 1, Collections.max(ready));
    goals.atMost(
        name + "median of other reviews, times usual", 3, beside.median() / alone.median());
  }

  /** Apart from the times, as each look at the heap holds the process up. */
  private double moreHeap(RoleProcess webhook, ObjectNode report) throws Exception {
    double rest = webhook.liveHeap();
    double most = 0;
    var ended = new AtomicBoolean();
    int crowds;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Double> seconds = Collections.synchronizedList(new ArrayList<>());
      Future<?> crowding = threads.submit(() -> crowd(ended, seconds));
      try {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
          most = Math.max(most, webhook.liveHeap());
        }
      } finally {
        ended.set(true);
      }
      crowding.get();
      crowds = seconds.size();
    }
    report.put("heapAtRestMiB", rest).put("heapMostMiB", most).put("heapCrowds", crowds);
    return most - rest;
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

  private static Void probe(Callable<Duration> probe, AtomicBoolean ended, List<Double> seconds)
      throws Exception {
    do {
      seconds.add(probe.call().toNanos() / 1e9);
      Thread.sleep(PROBED.toMillis());
    } while (!ended.get());
    return null;
  }
}
