package dev.bedplate.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that answers in pieces, and a client that waits half a second for the next one. */
@Timeout(60)
class StalledAnswersTest {
  private static final String OBJECT =
      "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"a\"}}";
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;
  private KubernetesClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .withHttpClientBuilderConsumer(http -> StalledAnswers.endWithin(PATIENCE, http))
            .build();
  }

  @AfterEach
  void stop() {
    end.countDown();
    client.close();
    server.stop(0);
    threads.close();
  }

  private interface Body {
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  private void answers(Body body) {
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, OBJECT.length());
          try (exchange) {
            body.write(exchange.getResponseBody());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private ConfigMap asked() {
    return client.configMaps().inNamespace("shop").withName("a").get();
  }

  private void assertGivenUp() {
    assertThatThrownBy(this::asked)
        .isInstanceOf(KubernetesClientException.class)
        .hasStackTraceContaining("its answer stalled for 0.5 s");
  }

  @Test
  void a_body_that_stalls_is_given_up() {
    answers(
        out -> {
          out.write(OBJECT.substring(0, 20).getBytes(UTF_8));
          out.flush();
          end.await();
        });

    assertGivenUp();
  }

  @Test
  void a_body_of_which_nothing_comes_is_given_up() {
    answers(
        out -> {
          out.flush();
          end.await();
        });

    assertGivenUp();
  }

  @Test
  void a_watch_may_be_silent() throws Exception {
    answers(
        out -> {
          out.flush();
          end.await();
        });
    HttpClient http = client.getHttpClient();
    var watch = http.newHttpRequestBuilder().uri(client.getMasterUrl().toString()).forStreaming();

    AsyncBody body = http.consumeBytes(watch.build(), (bytes, next) -> next.consume()).get().body();
    body.consume();
    Thread.sleep(PATIENCE.multipliedBy(3));

    assertThat(body.done()).isNotDone();
    body.cancel();
  }

  @Test
  void a_body_that_is_slow_but_comes_is_read_to_its_end() {
    answers(
        out -> {
          for (byte one : OBJECT.getBytes(UTF_8)) {
            out.write(one);
            out.flush();
            Thread.sleep(20);
          }
        });

    assertThat(asked().getMetadata().getName()).isEqualTo("a");
  }
}
