package dev.bedplate.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Many Deployments over known images: the first pass, the rest after it, another policy. */
final class ControllerLoad {
  private static final int NAMESPACES = 10;
  private static final Duration PASS = Duration.ofSeconds(150);
  private static final Duration SETTLED = Duration.ofSeconds(15);
  private static final Duration SETTLING = Duration.ofSeconds(150);
  private static final String DENYING =
      "{\"spec\":{\"rules\":{\"distributions\":{\"allow\":[{\"id\":\"debian\",\"versions\":\">=14\"}]}}}}";
  private final LoadCluster cluster;
  private final LoadWorkloads workloads;
  private final Goals goals;
  private final int deployments;
  private final int images;

  ControllerLoad(
      LoadCluster cluster, LoadWorkloads workloads, Goals goals, int deployments, int images) {
    this.cluster = cluster;
    this.workloads = workloads;
    this.goals = goals;
    this.deployments = deployments;
    this.images = images;
  }

  /** A controller of the cluster. */
  RoleProcess controller() throws Exception {
    int management = LoadCluster.freePort();
    return RoleProcess.start(
        "controller",
        List.of(),
        cluster.surroundings(),
        management,
        """
        management: {port: %d}
        inspection: {platforms: [linux/amd64]}
        """
            .formatted(management));
  }

  /** Makes the Deployments, in several namespaces. */
  void create() throws Exception {
    for (int i = 0; i < NAMESPACES; i++) {
      cluster.server().createNamespace(namespace(i), Map.of());
    }
    cluster.each(
        deployments,
        201,
        number -> {
          String namespace = namespace(number % NAMESPACES);
          return Connection.request(
              "POST",
              "/apis/apps/v1/namespaces/" + namespace + "/deployments",
              "application/json",
              workloads.deployment(namespace, number, number / NAMESPACES % images));
        });
  }

  private static String namespace(int number) {
    return "team-" + number;
  }

  void measure(ObjectNode report, Duration rest) throws Exception {
    long began = System.nanoTime();
    try (RoleProcess controller = controller()) {
      report.put("readySeconds", controller.readySeconds());
      await(controller, "!bedplate.dev/verdict");
      double pass = seconds(began);
      report.put("firstPassSeconds", pass);
      report.put("firstPassCpuSeconds", controller.cpu().toMillis() / 1000.0);
      goals.atMost("controller: first full pass s", 60, pass);
      expectVerdicts(report);
      report.put("settlingSeconds", settle());
      Map<String, Long> before = cluster.writes();
      Duration cpu = controller.cpu();
      Thread.sleep(rest);
      Map<String, Long> written = difference(before, cluster.writes());
      report.put("restSeconds", rest.toSeconds());
      report.putPOJO("restWrites", written);
      report.put("restCpuMillis", controller.cpu().minus(cpu).toMillis());
      goals.atMost(
          "controller: writes at rest", 0, written.values().stream().mapToDouble(it -> it).sum());
      report.put("residentMiB", controller.resident());
      report.put("peakMiB", controller.peak());
      goals.atMost("controller: most resident MiB in the pass", 256, controller.peak());
      report.put("policyChangeSeconds", change(controller));
      report.put("peakAfterChangeMiB", controller.peak());
      goals.atMost(
          "controller registry requests", 0, controller.metric("bedplate_registry_requests_total"));
    }
  }

  /** Refuses what most images are; the time until every Deployment says so. */
  private double change(RoleProcess controller) throws Exception {
    byte[] request =
        Connection.request(
            "PATCH",
            "/apis/bedplate.dev/v1alpha1/baseimagepolicies/supported",
            "application/merge-patch+json",
            DENYING.getBytes(StandardCharsets.UTF_8));
    long began = System.nanoTime();
    cluster.each(1, 200, _ -> request);
    await(controller, "bedplate.dev/verdict!=Violating");
    return seconds(began);
  }

  private void await(RoleProcess controller, String unwanted) throws Exception {
    long end = System.nanoTime() + PASS.toNanos();
    while (cluster.deployments(unwanted, 1) > 0) {
      controller.expectAlive();
      if (System.nanoTime() - end > 0) {
        throw new IOException("after " + PASS + " there are Deployments with " + unwanted);
      }
      Thread.sleep(500);
    }
  }

  private void expectVerdicts(ObjectNode report) throws Exception {
    int compliant = cluster.deployments("bedplate.dev/verdict=Compliant", deployments);
    int violating = cluster.deployments("bedplate.dev/verdict=Violating", deployments);
    report.put("compliant", compliant);
    report.put("violating", violating);
    if (compliant + violating != deployments || violating * 10 != deployments) {
      throw new IOException(compliant + " are Compliant and " + violating + " Violating");
    }
  }

  /** Waits until statuses and Events are written too. */
  private double settle() throws Exception {
    long began = System.nanoTime();
    long last = began;
    Map<String, Long> before = cluster.writes();
    while (System.nanoTime() - last < SETTLED.toNanos()) {
      Thread.sleep(1000);
      Map<String, Long> now = cluster.writes();
      if (!now.equals(before)) {
        last = System.nanoTime();
        before = now;
      }
      if (System.nanoTime() - began > SETTLING.toNanos()) {
        throw new IOException("after " + SETTLING + " there is still written: " + before);
      }
    }
    return Numbers.rounded((last - began) / 1e9);
  }

  private static Map<String, Long> difference(Map<String, Long> before, Map<String, Long> after) {
    Map<String, Long> difference = new TreeMap<>();
    after.forEach(
        (what, count) -> {
          long more = count - before.getOrDefault(what, 0L);
          if (more != 0) {
            difference.put(what, more);
          }
        });
    return difference;
  }

  private static double seconds(long began) {
    return Numbers.rounded((System.nanoTime() - began) / 1e9);
  }
}
