package dev.bedplate.load;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bedplate.app.registration.RegisteredConfiguration;
import dev.bedplate.fixture.Trust;
import dev.bedplate.load.Shape.Fields;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Pods with known images, created through the API server and posted straight to the webhook. */
final class AdmissionLoad {
  private static final int SLICES = 3;
  private static final int WARMING = 10;
  private final LoadCluster cluster;
  private final LoadWorkloads workloads;
  private final Goals goals;
  private final Duration time;

  AdmissionLoad(LoadCluster cluster, LoadWorkloads workloads, Goals goals, Duration time) {
    this.cluster = cluster;
    this.workloads = workloads;
    this.goals = goals;
    this.time = time;
  }

  /** A webhook that the API server asks. */
  RoleProcess webhook() throws Exception {
    int port = LoadCluster.freePort();
    int management = LoadCluster.freePort();
    return RoleProcess.start(
        "webhook",
        List.of("--self-signed", "--register", "https://127.0.0.1:" + port + "/validate"),
        cluster.surroundings(),
        management,
        """
        management: {port: %d}
        webhook: {port: %d}
        inspection: {platforms: [linux/amd64]}
        namespaces: {exclude: [%s]}
        """
            .formatted(management, port, LoadCluster.UNJUDGED));
  }

  /** Has the API server ask nobody any more. */
  void unregister() {
    configuration().delete();
  }

  void measure(RoleProcess webhook, ObjectNode report) throws Exception {
    // First what warms up the webhook fastest: through the API server its code would be new for
    // long.
    for (Fields fields : Fields.values()) {
      Latencies.of(straight(new Shape(fields, 8, 50)), 50, time);
      Latencies.of(straight(new Shape(fields, 1, 50)), 50, time);
    }
    for (Fields fields : Fields.values()) {
      for (int clients : Shape.CLIENTS) {
        straight(webhook, fields, clients, report.withArray("straight"));
      }
    }
    // Only here are new connections opened all the time, by a code that is still to be compiled.
    Latencies.of(through(LoadCluster.JUDGED, new Shape(Fields.USUAL, 8, 50)), 50, time);
    Latencies.of(
        through(LoadCluster.JUDGED, new Shape(Fields.MINIMAL, 1, 50)),
        50,
        time.multipliedBy(WARMING));
    for (Fields fields : Fields.values()) {
      for (Shape shape : Shape.all(fields).toList()) {
        through(webhook, shape, report.withArray("throughApiServer").addObject());
      }
    }
    goals.atMost("webhook: most resident MiB under load", 160, webhook.peak());
    goals.atMost(
        "webhook registry requests", 0, webhook.metric("bedplate_registry_requests_total"));
    report.put("residentMiB", webhook.resident());
    report.put("peakMiB", webhook.peak());
  }

  /** One container and eight in turn, so that a noisy machine disturbs both alike. */
  private void straight(RoleProcess webhook, Fields fields, int clients, ArrayNode runs)
      throws Exception {
    Straight one = new Straight(new Shape(fields, 1, clients), Latencies.NONE, Duration.ZERO);
    Straight eight = new Straight(new Shape(fields, 8, clients), Latencies.NONE, Duration.ZERO);
    for (int i = 0; i < SLICES; i++) {
      one = posted(webhook, one);
      eight = posted(webhook, eight);
    }
    one.put(runs.addObject());
    eight.put(runs.addObject());
    String name = "straight: " + fields + ": ";
    if (clients == 1) {
      goals.atMost(name + "median ms, 1 client", 0.5, one.latencies().median());
    }
    if (clients == 50) {
      goals.atLeast(name + "reviews a second, 50 clients", 6000, one.latencies().perSecond());
      goals.atMost(name + "CPU ms a review, 50 clients", 0.2, one.cpuMillis());
      goals.atMost(
          name + "eight containers by one, CPU, 50 clients",
          1.5,
          eight.cpuMillis() / one.cpuMillis());
    } else {
      goals.atMost(
          name + "eight containers by one, median, clients: " + clients,
          1.5,
          eight.latencies().median() / one.latencies().median());
    }
  }

  /** Reviews posted straight. */
  private record Straight(Shape shape, Latencies latencies, Duration cpu) {
    double cpuMillis() {
      return (double) cpu.toMillis() / latencies.sent();
    }

    void put(ObjectNode run) {
      shape.put(run);
      latencies.put(run);
      run.put("webhookCpuMillisPerReview", Numbers.rounded(cpuMillis()));
    }
  }

  private Straight posted(RoleProcess webhook, Straight before) throws Exception {
    Latencies.Target target = straight(before.shape());
    Duration cpu = webhook.cpu();
    Latencies latencies = Latencies.of(target, before.shape().clients(), time.dividedBy(SLICES));
    return new Straight(
        before.shape(),
        before.latencies().and(latencies),
        before.cpu().plus(webhook.cpu().minus(cpu)));
  }

  /** With and without the webhook in turn, so that a noisy machine disturbs both alike. */
  private void through(RoleProcess webhook, Shape shape, ObjectNode run) throws Exception {
    Duration slice = time.dividedBy(SLICES);
    Latencies without = Latencies.NONE;
    Latencies with = Latencies.NONE;
    Duration cpu = Duration.ZERO;
    double reviews = 0;
    for (int i = 0; i < SLICES; i++) {
      without =
          without.and(Latencies.of(through(LoadCluster.UNJUDGED, shape), shape.clients(), slice));
      Duration before = webhook.cpu();
      double reviewsBefore = webhook.metric("bedplate_admission_reviews_total");
      with = with.and(Latencies.of(through(LoadCluster.JUDGED, shape), shape.clients(), slice));
      cpu = cpu.plus(webhook.cpu().minus(before));
      reviews += webhook.metric("bedplate_admission_reviews_total") - reviewsBefore;
    }
    if (reviews != with.sent()) {
      throw new IOException(with.sent() + " Pods, but " + reviews + " reviews");
    }
    double added = Numbers.rounded(with.median() - without.median());
    shape.put(run);
    without.put(run.putObject("without"));
    with.put(run.putObject("with"));
    run.put("addedMedianMillis", added);
    run.put("webhookCpuMillisPerReview", Numbers.rounded(cpu.toMillis() / reviews));
    if (shape.is(1, 10)) {
      goals.atMost(shape.fields() + ": added median ms, 10 clients", 4, added);
    }
    if (shape.is(1, 50)) {
      goals.atMost(shape.fields() + ": p99 ms, 50 clients", 100, with.p99());
    }
  }

  private Latencies.Target through(String namespace, Shape shape) {
    byte[] request =
        Connection.request(
            "POST",
            "/api/v1/namespaces/" + namespace + "/pods?dryRun=All",
            "application/json",
            workloads.pod(namespace, shape));
    return new Latencies.Target(
        cluster.context(), cluster.port(), request, 201, "\"kind\":\"Pod\"");
  }

  private Latencies.Target straight(Shape shape) throws Exception {
    return target(workloads.review(LoadCluster.JUDGED, shape));
  }

  /** A review posted straight to the registered webhook. */
  Latencies.Target target(byte[] review) throws Exception {
    WebhookClientConfig client = configuration().get().getWebhooks().getFirst().getClientConfig();
    byte[] request = Connection.request("POST", "/validate?timeout=5s", "application/json", review);
    return new Latencies.Target(
        Trust.in(Trust.pem(client.getCaBundle())),
        URI.create(client.getUrl()).getPort(),
        request,
        200,
        "\"allowed\":true");
  }

  private RegisteredConfiguration configuration() {
    return new RegisteredConfiguration(cluster.server().admin());
  }
}
