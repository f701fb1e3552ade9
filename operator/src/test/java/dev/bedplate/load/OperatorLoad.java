package dev.bedplate.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bedplate.load.CrowdLoad.Crowd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Measures the operator as it ships and writes the figures as JSON; ends with an error when one
 * could not be had. That a goal is missed is a figure, not an error.
 */
public final class OperatorLoad {
  private static final int STARTS = 3;

  /** After which a role has given back what it needed to start. */
  private static final Duration AT_REST = Duration.ofSeconds(5);

  private static final int IMAGES = 1000;
  private final AdmissionLoad admission;
  private final NewImagesLoad newImages;
  private final List<CrowdLoad> crowds;
  private final ControllerLoad controller;
  private final ObjectNode report;
  private final Goals goals;

  private OperatorLoad(
      LoadCluster cluster,
      SilentRegistry registry,
      ObjectNode report,
      int deployments,
      int seconds) {
    var images = new LoadImages(registry.authority());
    var workloads = new LoadWorkloads(images);
    this.report = report;
    goals = new Goals(report.putArray("goals"));
    admission = new AdmissionLoad(cluster, workloads, goals, Duration.ofSeconds(seconds));
    newImages = new NewImagesLoad(admission, goals);
    crowds =
        Stream.of(Crowd.values())
            .map(it -> new CrowdLoad(it, cluster, workloads, goals, Duration.ofSeconds(seconds)))
            .toList();
    controller = new ControllerLoad(cluster, workloads, goals, deployments, IMAGES);
  }

  /**
   * Takes the file to write, the number of Deployments, the seconds of one measurement and what to
   * measure: {@code all}, {@code admission}, {@code images}, {@code crowd}, {@code controller} or
   * {@code starts}.
   */
  public static void main(String[] arguments) throws Exception {
    int deployments = Integer.parseInt(arguments[1]);
    int seconds = Integer.parseInt(arguments[2]);
    ObjectNode report = new ObjectMapper().createObjectNode();
    report.put("began", Instant.now().toString());
    report.put("cores", Runtime.getRuntime().availableProcessors());
    report.put("java", System.getProperty("java.vm.version"));
    report.put("webhookOptions", String.join(" ", ImageOptions.of("webhook")));
    report.put("controllerOptions", String.join(" ", ImageOptions.of("controller")));
    report.put("deployments", deployments);
    report.put("images", IMAGES);
    try (var registry = new SilentRegistry();
        LoadCluster cluster = LoadCluster.start()) {
      var images = new LoadImages(registry.authority());
      cluster.each(
          IMAGES,
          201,
          number ->
              Connection.request(
                  "POST",
                  "/apis/bedplate.dev/v1alpha1/inspectedimages",
                  "application/json",
                  cluster
                      .server()
                      .admin()
                      .getKubernetesSerialization()
                      .asJson(images.object(number))
                      .getBytes(StandardCharsets.UTF_8)));
      new OperatorLoad(cluster, registry, report, deployments, seconds).measure(arguments[3]);
      if (registry.connections() != 0) {
        throw new IOException("the registry was asked " + registry.connections() + " times");
      }
      report.put("registryConnections", 0);
    }
    report.put("ended", Instant.now().toString());
    Files.writeString(Path.of(arguments[0]), report.toPrettyString() + "\n");
    System.out.println(report.toPrettyString());
  }

  private void measure(String what) throws Exception {
    boolean all = what.equals("all");
    boolean starts = all || what.equals("starts");
    if (all || what.equals("images")) {
      newImages.measure(report.putObject("newImages"));
    }
    if (starts || what.equals("admission")) {
      starts("webhook", 160, admission::webhook);
    }
    if (all || what.equals("admission")) {
      try (RoleProcess webhook = admission.webhook()) {
        admission.measure(webhook, report.putObject("admission"));
      }
      admission.unregister();
    }
    if (all || what.equals("crowd")) {
      for (CrowdLoad crowd : crowds) {
        crowd.prepare();
        try (RoleProcess webhook = admission.webhook()) {
          crowd.measure(webhook, report.withArray("crowds").addObject());
        }
        admission.unregister();
        crowd.remove();
      }
    }
    if (starts || what.equals("controller")) {
      starts("controller", 256, controller::controller);
    }
    if (all || what.equals("controller")) {
      controller.create();
      controller.measure(report.putObject("controller"), Duration.ofMinutes(1));
    }
  }

  private void starts(String role, double mostMiB, Callable<RoleProcess> start) throws Exception {
    double[] seconds = new double[STARTS];
    double[] resident = new double[STARTS];
    for (int i = 0; i < STARTS; i++) {
      try (RoleProcess process = start.call()) {
        seconds[i] = process.readySeconds();
        Thread.sleep(AT_REST.toMillis());
        resident[i] = process.resident();
        report.withArray(role + "ReadyCpuSeconds").add(process.readyCpuSeconds());
      }
      report.withArray(role + "ReadySeconds").add(seconds[i]);
      report.withArray(role + "AtRestMiB").add(resident[i]);
    }
    goals.atMost(role + ": start to ready s, median of " + STARTS, 3, Numbers.median(seconds));
    goals.atMost(
        role + ": resident MiB at rest, median of " + STARTS, mostMiB, Numbers.median(resident));
  }
}
