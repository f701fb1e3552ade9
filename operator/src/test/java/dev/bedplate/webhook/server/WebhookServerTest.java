package dev.bedplate.webhook.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.bedplate.fixture.MovingClock;
import dev.bedplate.webhook.Answer;
import dev.bedplate.webhook.Asked;
import dev.bedplate.webhook.Failure;
import dev.bedplate.webhook.Reviewer;
import dev.bedplate.webhook.Reviewer.Review;
import dev.bedplate.webhook.Reviews;
import dev.bedplate.webhook.Unanswered;
import dev.bedplate.webhook.tls.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookServerTest {
  private static final int LIMIT = 3 << 20;
  private static final int KEPT = 1 << 20;
  private static final byte[] REVIEW = Reviews.creating(Reviews.pod("debian")).bytes();
  private final SelfSigned certificate = Certificates.forLoopback();
  private final LinkedBlockingQueue<Duration> timeouts = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Unanswered> failed = new LinkedBlockingQueue<>();
  private final CountDownLatch free = new CountDownLatch(1);
  private final CountDownLatch arrived = new CountDownLatch(2);
  private final MovingClock clock = new MovingClock();
  private SSLContext trust;
  private HttpClient client;
  private WebhookServer server;

  @BeforeEach
  void start() throws Exception {
    clock.advance(Duration.between(clock.instant(), Instant.now()));
    trust = Certificates.trusting(certificate);
    client = HttpClient.newBuilder().sslContext(trust).build();
    server = serve(this::allow, Duration.ofMillis(1500));
  }

  @AfterEach
  void stop() {
    free.countDown();
    client.close();
    server.close();
  }

  private WebhookServer serve(Reviewer reviewer, Duration drain) throws IOException {
    var settings =
        new ServerSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Duration.ofSeconds(5),
            2,
            LIMIT,
            KEPT,
            KEPT,
            drain,
            Duration.ofSeconds(20));
    return WebhookServer.start(settings, certificate.certificate(), reviewer, failed::add, clock);
  }

  private void serveInstead(Reviewer reviewer) throws IOException {
    server.close();
    server = serve(reviewer, Duration.ofMillis(1500));
  }

  private Review allow(Object review, Duration timeout) {
    timeouts.add(timeout);
    return new Review.Answered(Answer.ALLOWED);
  }

  private Review wait(Object review, Duration timeout) {
    arrived.countDown();
    try {
      free.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new Review.Answered(Answer.ALLOWED);
  }

  @Test
  void answersReviewsOnOneConnection() throws Exception {
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> response = post(BodyPublishers.ofByteArray(REVIEW));
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(response.headers().firstValue("Connection")).isEmpty();
      assertThat(response.body()).contains("\"allowed\":true", "705ab4f5-6393-11e8");
    }
  }

  @Test
  void aBodyOfUnannouncedLengthIsReadToo() throws Exception {
    assertThat(post(chunked(REVIEW)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "HEAD"})
  void onlyPostIsAnswered(String method) throws Exception {
    var response = send(request("/validate").method(method, BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void onlyJsonIsRead() throws Exception {
    var plain = BodyPublishers.ofByteArray(REVIEW);
    var request = request("/validate").POST(plain);
    assertThat(send(request.setHeader("Content-Type", "application/yaml")).statusCode())
        .isEqualTo(415);
    assertThat(
            send(request.setHeader("Content-Type", "Application/JSON; charset=utf-8")).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/validate/", "/validate-not", "/metrics"})
  void nothingElseIsServed(String path) throws Exception {
    assertThat(send(request(path).POST(BodyPublishers.ofByteArray(REVIEW))).statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"kind\": \"Pod\"}"})
  void whatIsNoReviewIsMalformed(String body) throws Exception {
    assertThat(post(BodyPublishers.ofString(body)).statusCode()).isEqualTo(400);
  }

  @Test
  void anUnreadableObjectIsMalformed() throws Exception {
    serveInstead((review, timeout) -> new Review.Unreadable("request.object is odd"));
    var response = post(BodyPublishers.ofByteArray(REVIEW));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("request.object is odd");
  }

  @Test
  void whatCannotBeJudgedYetIsNoAnswerSoThatTheFailurePolicyDecides() throws Exception {
    serveInstead((review, timeout) -> new Review.Unprepared("the policies were not read yet"));
    var response = post(BodyPublishers.ofByteArray(REVIEW));
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("the policies were not read yet").doesNotContain("uid");
  }

  @Test
  void theShorterTimeoutCounts() throws Exception {
    for (String query : List.of("?timeout=2s", "?timeout=30s", "?timeout=0s", "?timeout=x", "")) {
      send(request("/validate" + query).POST(BodyPublishers.ofByteArray(REVIEW)));
    }
    assertThat(timeouts).extracting(Duration::toSeconds).containsExactly(2L, 5L, 5L, 5L, 5L);
  }

  @Test
  void S_12_anAnnouncedBodyThatIsTooLargeIsRefusedBeforeItIsSent() throws Exception {
    try (var raw = new RawClient(trust, server.port())) {
      raw.send(RawClient.head("/validate", "Content-Length: " + (LIMIT + 1) + "\r\n\r\n"));
      assertThat(raw.statusLine()).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void S_24_aBodyThatProvesTooLargeIsRefusedAndNeverAllowed() throws Exception {
    byte[] large = new byte[LIMIT + (64 << 10)];
    Arrays.fill(large, (byte) ' ');
    System.arraycopy(REVIEW, 0, large, 0, REVIEW.length);
    try (var raw = new RawClient(trust, server.port())) {
      raw.send(RawClient.head("/validate", "Transfer-Encoding: chunked\r\n\r\n"));
      raw.send(Integer.toHexString(large.length) + "\r\n");
      raw.send(large);
      assertThat(raw.statusLine()).startsWith("HTTP/1.1 413");
    }
    assertThat(timeouts).isEmpty();
  }

  @Test
  void S_12_theLargestBodyIsRead() throws Exception {
    String padding = " ".repeat(LIMIT - REVIEW.length);
    byte[] largest =
        (new String(REVIEW, StandardCharsets.UTF_8) + padding).getBytes(StandardCharsets.UTF_8);
    assertThat(largest).hasSize(LIMIT);
    assertThat(post(BodyPublishers.ofByteArray(largest)).statusCode()).isEqualTo(200);
    assertThat(post(chunked(largest)).statusCode()).isEqualTo(200);
  }

  @Test
  void S_32_moreThanMayBeKeptIsRefusedAndTheConnectionSaysSo() throws Exception {
    String container = "{\"name\": \"app\", \"image\": \"debian\"},";
    String pod =
        "{\"metadata\": {\"name\": \"web\"}, \"spec\": {\"containers\": [%s{}]}}"
            .formatted(container.repeat(KEPT / container.length()));
    HttpResponse<String> response = post(BodyPublishers.ofByteArray(Reviews.creating(pod).bytes()));
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(failed.remove().asked()).isEqualTo(new Asked("Pod", "shop", "web", true));
    assertThat(post(BodyPublishers.ofByteArray(REVIEW)).statusCode()).isEqualTo(200);
  }

  @Test
  void S_33_everyReviewWithoutAnAnswerIsTold() throws Exception {
    serveInstead((review, timeout) -> new Review.Unprepared("no policies"));
    post(BodyPublishers.ofString("{"));
    post(BodyPublishers.ofString("{}"));
    post(BodyPublishers.ofByteArray(REVIEW));
    serveInstead((review, timeout) -> new Review.Unreadable("odd"));
    post(BodyPublishers.ofByteArray(REVIEW));
    serveInstead(
        (review, timeout) -> {
          throw new IllegalStateException("defect");
        });
    post(BodyPublishers.ofByteArray(REVIEW));
    assertThat(failed)
        .extracting(Unanswered::failure, it -> it.asked().name())
        .containsExactly(
            tuple(Failure.Incomplete, ""),
            tuple(Failure.Unreadable, ""),
            tuple(Failure.Unprepared, "web"),
            tuple(Failure.Unreadable, "web"),
            tuple(Failure.Error, "web"));
  }

  @Test
  void S_33_an_answer_that_nobody_waits_for_any_more_is_told() throws Exception {
    serveInstead(
        (review, timeout) -> {
          clock.advance(timeout.minusMillis(1));
          return new Review.Answered(Answer.ALLOWED);
        });
    post(BodyPublishers.ofByteArray(REVIEW));
    assertThat(failed).isEmpty();
    serveInstead(
        (review, timeout) -> {
          clock.advance(timeout);
          return new Review.Answered(Answer.ALLOWED);
        });
    assertThat(post(BodyPublishers.ofByteArray(REVIEW)).statusCode()).isEqualTo(200);
    assertThat(failed)
        .containsExactly(
            new Unanswered(
                Failure.Late,
                "it was answered after 5000 ms, and waited for until 5000 ms",
                new Asked("Pod", "shop", "web", true)));
  }

  @Test
  void S_33_what_was_not_answered_is_not_late_as_well() throws Exception {
    serveInstead(
        (review, timeout) -> {
          clock.advance(timeout);
          return new Review.Unprepared("no policies");
        });
    post(BodyPublishers.ofByteArray(REVIEW));
    assertThat(failed).extracting(Unanswered::failure).containsExactly(Failure.Unprepared);
  }

  @Test
  void S_33_whoCutsABodyOffIsTold() throws Exception {
    String body = new String(REVIEW, StandardCharsets.UTF_8);
    try (var raw = new RawClient(trust, server.port())) {
      raw.send(RawClient.head("/validate", "Content-Length: " + body.length() + "\r\n\r\n"));
      raw.send(body.substring(0, body.indexOf("\"object\"")));
    }
    Unanswered unanswered = failed.poll(20, TimeUnit.SECONDS);
    assertThat(unanswered).isNotNull();
    assertThat(unanswered.failure()).isEqualTo(Failure.Incomplete);
    assertThat(unanswered.asked()).isEqualTo(new Asked("Pod", "shop", "web", false));
  }

  @Test
  void S_12_slowHeadersAreCut() throws Exception {
    try (var raw = new RawClient(trust, server.port())) {
      raw.send(RawClient.head("/validate", "X-Slow: "));
      assertThat(dripUntilCut(raw)).isTrue();
    }
    assertThat(post(BodyPublishers.ofByteArray(REVIEW)).statusCode()).isEqualTo(200);
  }

  @Test
  void S_12_aSlowBodyIsCut() throws Exception {
    try (var raw = new RawClient(trust, server.port())) {
      raw.send(RawClient.head("/validate", "Content-Length: 100000\r\n\r\n{"));
      assertThat(dripUntilCut(raw)).isTrue();
    }
    assertThat(post(BodyPublishers.ofByteArray(REVIEW)).statusCode()).isEqualTo(200);
  }

  @Test
  void S_12_aSilentClientIsCut() throws Exception {
    try (var raw = new RawClient(trust, server.port())) {
      raw.send(RawClient.head("/validate", "Content-Length: 100000\r\n\r\n{"));
      assertThat(raw.statusLine()).isEmpty();
    }
  }

  @Test
  void oneReviewTooManyIsToldSoAtOnce() throws Exception {
    serveInstead(this::wait);
    List<CompletableFuture<HttpResponse<String>>> first = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      first.add(client.sendAsync(review(), BodyHandlers.ofString()));
    }
    assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
    var refused = post(BodyPublishers.ofByteArray(REVIEW));
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(failed)
        .containsExactly(
            new Unanswered(
                Failure.Busy, "too many reviews at once", new Asked("Pod", "shop", "web", true)));
    free.countDown();
    for (var response : first) {
      assertThat(response.get().statusCode()).isEqualTo(200);
    }
    assertThat(post(BodyPublishers.ofByteArray(REVIEW)).statusCode()).isEqualTo(200);
  }

  @Test
  void anUnexpectedFailureIs500WithoutDetailsAndTheNextReviewIsAnswered() throws Exception {
    var failures = new LinkedBlockingQueue<Throwable>();
    failures.add(new IllegalStateException("secret"));
    failures.add(new StackOverflowError("secret"));
    serveInstead(
        (review, timeout) -> {
          switch (failures.poll()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new AssertionError(e);
          }
          return new Review.Answered(Answer.ALLOWED);
        });
    for (int i = 0; i < 2; i++) {
      var response = post(BodyPublishers.ofByteArray(REVIEW));
      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body()).doesNotContain("secret", "Exception", "at dev.bedplate");
    }
    assertThat(post(BodyPublishers.ofByteArray(REVIEW)).statusCode()).isEqualTo(200);
  }

  @Test
  void drainingIsUnreadyAnswersOnAndClosesConnections() throws Exception {
    assertThat(server.ready()).isTrue();
    Thread draining = Thread.startVirtualThread(server::drain);
    while (server.ready()) {
      Thread.onSpinWait();
    }
    var response = post(BodyPublishers.ofByteArray(REVIEW));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Connection")).contains("close");
    draining.join();
    assertThatThrownBy(() -> post(BodyPublishers.ofByteArray(REVIEW)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void whatIsInFlightAfterDrainingIsFinished() throws Exception {
    server.close();
    server = serve(this::wait, Duration.ZERO);
    var inFlight = client.sendAsync(review(), BodyHandlers.ofString());
    while (arrived.getCount() == 2) {
      Thread.onSpinWait();
    }
    Thread draining = Thread.startVirtualThread(server::drain);
    while (accepts()) {
      Thread.onSpinWait();
    }
    assertThat(inFlight).isNotDone();
    free.countDown();
    assertThat(inFlight.get().statusCode()).isEqualTo(200);
    draining.join();
  }

  @Test
  void readinessEndsWithTheCertificate() throws Exception {
    server.close();
    var settings =
        ServerSettings.at(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Duration.ofSeconds(5));
    Clock later = Clock.fixed(Instant.now().plus(Duration.ofDays(366)), ZoneOffset.UTC);
    server =
        WebhookServer.start(settings, certificate.certificate(), this::allow, failed::add, later);
    assertThat(server.ready()).isFalse();
    assertThat(server.certificateExpires()).isBefore(later.instant());
  }

  @Test
  void oldProtocolsAreRefused() throws Exception {
    try (var socket =
        (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", server.port())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
    }
    try (var socket =
        (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", server.port())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.1"});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
    }
  }

  private boolean accepts() {
    try (var raw = new RawClient(trust, server.port())) {
      return !raw.send("").statusLine().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends a byte now and then; true once the server has closed the connection. */
  private static boolean dripUntilCut(RawClient raw) throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      try {
        raw.send("x");
      } catch (IOException e) {
        return true;
      }
      Thread.sleep(50);
    }
    return false;
  }

  private static BodyPublisher chunked(byte[] body) {
    return BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body));
  }

  private HttpResponse<String> post(BodyPublisher body) throws Exception {
    return send(request("/validate").POST(body));
  }

  private HttpRequest review() {
    return request("/validate").POST(BodyPublishers.ofByteArray(REVIEW)).build();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "application/json");
  }
}
