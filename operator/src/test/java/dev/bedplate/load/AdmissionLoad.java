package dev.bedplate.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Pods with known images, created through the API server and posted straight to the webhook. */
final class AdmissionLoad {
  private static final int SLICES = 3;
  private static final int[] CLIENTS = {1, 10, 50};
  private static final int[] CONTAINERS = {1, 8};
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
    cluster
        .server()
        .admin()
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName("bedplate")
        .delete();
  }

  void measure(RoleProcess webhook, ObjectNode report) throws Exception {
    // First what warms up the webhook fastest: through the API server its code would be new for
    // long.
    Latencies.of(straight(8), 50, time);
    Latencies.of(straight(1), 50, time);
    List<Straight> straight = new ArrayList<>();
    for (int containers : CONTAINERS) {
      for (int clients : CLIENTS) {
        straight.add(
            straight(webhook, containers, clients, report.withArray("straight").addObject()));
      }
    }
    goals.atMost(
        "straight: eight containers by one, median, 10 clients",
        1.5,
        of(straight, 8, 10).median() / of(straight, 1, 10).median());
    goals.atMost(
        "straight: eight containers by one, CPU, 50 clients",
        1.5,
        of(straight, 8, 50).cpu() / of(straight, 1, 50).cpu());
    Latencies.of(through(LoadCluster.JUDGED, 8), 50, time);
    Latencies.of(through(LoadCluster.JUDGED, 1), 50, time);
    for (int containers : CONTAINERS) {
      for (int clients : CLIENTS) {
        through(webhook, containers, clients, report.withArray("throughApiServer").addObject());
      }
    }
    goals.atMost("webhook: most resident MiB under load", 160, webhook.peak());
    goals.atMost(
        "webhook registry requests", 0, webhook.metric("bedplate_registry_requests_total"));
    report.put("residentMiB", webhook.resident());
    report.put("peakMiB", webhook.peak());
  }

  /** Reviews posted straight: median and processor time of one, ms. */
  private record Straight(int containers, int clients, double median, double cpu) {}

  private static Straight of(List<Straight> all, int containers, int clients) {
    return all.stream()
        .filter(it -> it.containers() == containers && it.clients() == clients)
        .findFirst()
        .orElseThrow();
  }

  /** With and without the webhook in turn, so that a noisy machine disturbs both alike. */
  private void through(RoleProcess webhook, int containers, int clients, ObjectNode run)
      throws Exception {
    Duration slice = time.dividedBy(SLICES);
    Latencies without = Latencies.NONE;
    Latencies with = Latencies.NONE;
    Duration cpu = Duration.ZERO;
    double reviews = 0;
    for (int i = 0; i < SLICES; i++) {
      without =
          without.and(Latencies.of(through(LoadCluster.UNJUDGED, containers), clients, slice));
      Duration before = webhook.cpu();
      double reviewsBefore = webhook.metric("bedplate_admission_reviews_total");
      with = with.and(Latencies.of(through(LoadCluster.JUDGED, containers), clients, slice));
      cpu = cpu.plus(webhook.cpu().minus(before));
      reviews += webhook.metric("bedplate_admission_reviews_total") - reviewsBefore;
    }
    if (reviews != with.nanos().length) {
      throw new IOException(with.nanos().length + " Pods, but " + reviews + " reviews");
    }
    double added = Numbers.rounded(with.median() - without.median());
    run.put("containers", containers);
    run.put("clients", clients);
    without.put(run.putObject("without"));
    with.put(run.putObject("with"));
    run.put("addedMedianMillis", added);
    run.put("webhookCpuMillisPerReview", Numbers.rounded(cpu.toMillis() / reviews));
    if (clients == 10 && containers == 1) {
      goals.atMost("added median ms, 10 clients", 4, added);
    }
    if (clients == 50 && containers == 1) {
      goals.atMost("p99 ms, 50 clients", 100, with.p99());
    }
  }

  private Latencies.Target through(String namespace, int containers) {
    byte[] request =
        Connection.request(
            "POST",
            "/api/v1/namespaces/" + namespace + "/pods?dryRun=All",
            "application/json",
            workloads.pod(namespace, containers));
    return new Latencies.Target(
        cluster.context(), cluster.port(), request, 201, "\"kind\":\"Pod\"");
  }

  private Straight straight(RoleProcess webhook, int containers, int clients, ObjectNode run)
      throws Exception {
    Latencies.Target target = straight(containers);
    Duration before = webhook.cpu();
    Latencies latencies = Latencies.of(target, clients, time);
    double cpu = (double) webhook.cpu().minus(before).toMillis() / latencies.nanos().length;
    run.put("containers", containers);
    run.put("clients", clients);
    run.put("bytes", target.request().length);
    latencies.put(run);
    run.put("webhookCpuMillisPerReview", Numbers.rounded(cpu));
    if (containers == 1 && clients == 1) {
      goals.atMost("straight: median ms, 1 client", 0.5, latencies.median());
    }
    if (containers == 1 && clients == 50) {
      goals.atLeast("straight: reviews a second, 50 clients", 6000, latencies.perSecond());
      goals.atMost("straight: CPU ms a review, 50 clients", 0.2, cpu);
    }
    return new Straight(containers, clients, latencies.median(), cpu);
  }

  private Latencies.Target straight(int containers) throws Exception {
    var client =
        cluster
            .server()
            .admin()
            .admissionRegistration()
            .v1()
            .validatingWebhookConfigurations()
            .withName("bedplate")
            .require()
            .getWebhooks()
            .getFirst()
            .getClientConfig();
    byte[] request =
        Connection.request(
            "POST",
            "/validate?timeout=5s",
            "application/json",
            workloads.review(LoadCluster.JUDGED, containers));
    return new Latencies.Target(
        trusting(Base64.getDecoder().decode(client.getCaBundle())),
        java.net.URI.create(client.getUrl()).getPort(),
        request,
        200,
        "\"allowed\":true");
  }

  private static SSLContext trusting(byte[] pem) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry(
        "ca",
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
