package dev.bedplate.app.management;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicReference<Optional<String>> caches = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<String>> leader = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Supplier<String>> metrics =
      new AtomicReference<>(() -> "bedplate_leader 1\n");
  private ManagementServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        ManagementServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            List.of(
                new ReadinessCheck("caches", caches::get),
                new ReadinessCheck("leader", leader::get)),
            () -> metrics.get().get());
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void a_process_that_is_not_ready_is_alive() throws Exception {
    caches.set(Optional.of("Deployments not read yet"));

    assertThat(answer("GET", "/livez")).isEqualTo("200 ok\n");
  }

  @Test
  void it_is_alive_while_virtual_threads_keep_every_processor_for_themselves() throws Exception {
    var over = new AtomicBoolean();
    int busy = 2 * Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < busy; i++) {
      Thread.startVirtualThread(
          () -> {
            while (!over.get()) {
              Thread.onSpinWait();
            }
          });
    }
    // Not the client of the JDK: it may need a virtual thread itself.
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
          .isEqualTo("HTTP/1.1 200");
    } finally {
      over.set(true);
    }
  }

  @Test
  void it_is_ready_when_no_check_finds_a_problem() throws Exception {
    assertThat(answer("GET", "/readyz")).isEqualTo("200 ok\n");
  }

  @Test
  void every_failed_check_has_a_line() throws Exception {
    caches.set(Optional.of("Deployments not read yet"));
    assertThat(answer("GET", "/readyz")).isEqualTo("503 caches: Deployments not read yet\n");

    leader.set(Optional.of("lease held by\nanother"));
    assertThat(answer("GET", "/readyz"))
        .isEqualTo("503 caches: Deployments not read yet\nleader: lease held by another\n");

    caches.set(Optional.empty());
    leader.set(Optional.empty());
    assertThat(answer("GET", "/readyz")).isEqualTo("200 ok\n");
  }

  @Test
  void a_line_is_bounded() throws Exception {
    caches.set(Optional.of("x".repeat(100_000)));

    assertThat(answer("GET", "/readyz")).startsWith("503 caches: xx").hasSize(305).endsWith("…\n");
  }

  @Test
  void a_check_that_throws_fails() throws Exception {
    try (var broken = startWith(() -> Optional.of(badly()))) {
      assertThat(answer(broken.port(), "GET", "/readyz"))
          .isEqualTo("503 broken: the check could not be made; see the log\n");
      assertThat(answer(broken.port(), "GET", "/livez")).isEqualTo("200 ok\n");
    }
  }

  @Test
  void metrics_are_in_the_text_format_of_prometheus() throws Exception {
    HttpResponse<String> response = send(server.port(), "GET", "/metrics");

    assertThat(response.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body()).isEqualTo("bedplate_leader 1\n");
  }

  @Test
  void metrics_that_cannot_be_written_say_so_without_the_cause() throws Exception {
    metrics.set(ManagementServerTest::badly);

    assertThat(answer("GET", "/metrics"))
        .isEqualTo("500 the metrics could not be written; see the log\n");
  }

  @Test
  void scrapes_that_hang_leave_liveness_alone_and_are_few() throws Exception {
    var begun = new CountDownLatch(4);
    var go = new CountDownLatch(1);
    metrics.set(
        () -> {
          begun.countDown();
          await(go);
          return "late\n";
        });
    var hanging = List.of(scrape(), scrape(), scrape(), scrape());
    await(begun);

    assertThat(answer("GET", "/metrics")).isEqualTo("503 too many requests at once\n");
    assertThat(answer("GET", "/livez")).isEqualTo("200 ok\n");

    go.countDown();
    for (var response : hanging) {
      assertThat(response.get().body()).isEqualTo("late\n");
    }
    assertThat(answer("GET", "/metrics")).isEqualTo("200 late\n");
  }

  @Test
  void other_pages_are_not_there() throws Exception {
    for (String path : List.of("/", "/livez/", "/LIVEZ", "/metrics/../etc", "/favicon.ico")) {
      assertThat(answer("GET", path))
          .as(path)
          .isEqualTo("404 known here: /livez, /readyz, /metrics\n");
    }
  }

  @Test
  void nothing_can_be_written() throws Exception {
    for (String method : List.of("POST", "PUT", "DELETE", "TRACE", "OPTIONS")) {
      HttpResponse<String> response = send(server.port(), method, "/livez");
      assertThat(response.statusCode()).as(method).isEqualTo(405);
      assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
    }
  }

  @Test
  void a_head_has_the_status_and_no_body() throws Exception {
    caches.set(Optional.of("Deployments not read yet"));

    assertThat(answer("HEAD", "/readyz")).isEqualTo("503 ");
    assertThat(answer("HEAD", "/livez")).isEqualTo("200 ");
    assertThat(answer("HEAD", "/nothing")).isEqualTo("404 ");
  }

  @Test
  void a_target_without_a_path_is_refused_or_cut_off() throws Exception {
    for (String target : List.of("*", "mailto:x", "http://127.0.0.1", "//", "%")) {
      assertThat(statusLine(target)).as(target).matches("(HTTP/1.1 40[04] .*)?");
    }
    assertThat(answer("GET", "/livez")).isEqualTo("200 ok\n");
  }

  private ManagementServer startWith(Supplier<Optional<String>> problem) throws IOException {
    return ManagementServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        List.of(new ReadinessCheck("broken", problem)),
        () -> "");
  }

  private CompletableFuture<HttpResponse<String>> scrape() {
    return client.sendAsync(request(server.port(), "GET", "/metrics"), BodyHandlers.ofString());
  }

  private String answer(String method, String path) throws Exception {
    return answer(server.port(), method, path);
  }

  private String answer(int port, String method, String path) throws Exception {
    HttpResponse<String> response = send(port, method, path);
    return response.statusCode() + " " + response.body();
  }

  private HttpResponse<String> send(int port, String method, String path) throws Exception {
    return client.send(request(port, method, path), BodyHandlers.ofString());
  }

  private static HttpRequest request(int port, String method, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .method(method, HttpRequest.BodyPublishers.noBody())
        .build();
  }

  private String statusLine(String target) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request = "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8)
          .lines()
          .findFirst()
          .orElse("");
    }
  }

  private static String badly() {
    throw new IllegalStateException("secret");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
