package dev.bedplate.webhook.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Posts reviews of Pods with known images straight to a webhook in a process of its own, over TLS
 * keep-alive on the loopback interface, and writes what that costs as JSON: {@code OUT.json}.
 */
public final class WebhookLoad {
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final Duration RUN = Duration.ofSeconds(5);
  private final Process server;
  private final BufferedReader answers;
  private final int port;
  private final SSLContext trust;

  private WebhookLoad(Process server) throws Exception {
    this.server = server;
    answers = server.inputReader(StandardCharsets.US_ASCII);
    port = Integer.parseInt(answers.readLine());
    trust = trusting(Base64.getDecoder().decode(answers.readLine()));
  }

  /** Measures; the only argument is the file to write. */
  public static void main(String[] arguments) throws Exception {
    long began = System.nanoTime();
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                LoadServer.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      var load = new WebhookLoad(server);
      var report = new ObjectMapper().createObjectNode();
      report.put("cores", Runtime.getRuntime().availableProcessors());
      report.put("startMillis", (System.nanoTime() - began) / 1_000_000);
      load.measureAll(report.putArray("runs"));
      report.put("registryRequests", load.registryRequests());
      report.put("residentKiB", load.resident());
      String json = report.toPrettyString();
      Files.writeString(Path.of(arguments[0]), json + "\n");
      System.out.println(json);
    } finally {
      server.destroy();
    }
  }

  private void measureAll(ArrayNode runs) throws Exception {
    run(50, PodReview.of(1), WARM_UP);
    run(50, PodReview.of(8), WARM_UP);
    for (int containers : new int[] {1, 8}) {
      byte[] review = PodReview.of(containers);
      for (int clients : new int[] {1, 10, 50}) {
        measure(runs.addObject(), containers, clients, review);
      }
    }
  }

  private void measure(ObjectNode run, int containers, int clients, byte[] review)
      throws Exception {
    Duration before = cpu();
    long began = System.nanoTime();
    long[] nanos = run(clients, review, RUN);
    double seconds = (System.nanoTime() - began) / 1e9;
    Duration used = cpu().minus(before);
    Arrays.sort(nanos);
    run.put("containers", containers);
    run.put("clients", clients);
    run.put("bytes", review.length);
    run.put("reviews", nanos.length);
    run.put("perSecond", Math.round(nanos.length / seconds));
    run.put("medianMillis", millis(nanos[nanos.length / 2]));
    run.put("p99Millis", millis(nanos[(int) (nanos.length * 0.99)]));
    run.put("serverCpuMillisPerReview", rounded((double) used.toMillis() / nanos.length));
  }

  private long[] run(int clients, byte[] review, Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    List<Future<long[]>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < clients; i++) {
        running.add(threads.submit(() -> post(review, end)));
      }
    }
    return running.stream().map(Future::resultNow).flatMapToLong(Arrays::stream).toArray();
  }

  private long[] post(byte[] review, long end) throws IOException {
    long[] nanos = new long[1 << 18];
    int count = 0;
    try (var client = new LoadClient(trust, port, review)) {
      while (count < nanos.length) {
        long began = System.nanoTime();
        if (began - end > 0) {
          break;
        }
        client.post();
        nanos[count++] = System.nanoTime() - began;
      }
    }
    return Arrays.copyOf(nanos, count);
  }

  private Duration cpu() {
    return server.info().totalCpuDuration().orElseThrow();
  }

  private long registryRequests() throws IOException {
    server.outputWriter().write("\n");
    server.outputWriter().flush();
    return Long.parseLong(answers.readLine());
  }

  private long resident() throws IOException {
    Path status = Path.of("/proc/" + server.pid() + "/status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(-1);
  }

  private static double millis(long nanos) {
    return rounded(nanos / 1e6);
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
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
