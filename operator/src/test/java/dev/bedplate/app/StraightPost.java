package dev.bedplate.app;

import dev.bedplate.fixture.Trust;
import dev.bedplate.webhook.Reviews;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;

/** Posts reviews to a webhook without an API server in between. */
final class StraightPost {
  private final HttpClient client;
  private final URI address;

  /** Posts to a port of the loopback interface; whom a {@code caBundle} names is trusted. */
  StraightPost(int port, String caBundle) throws GeneralSecurityException, IOException {
    client = HttpClient.newBuilder().sslContext(Trust.in(Trust.pem(caBundle))).build();
    address = URI.create("https://127.0.0.1:" + port + "/validate?timeout=5s");
  }

  /** The body of the answer; fails when there is none in the time that an API server waits. */
  String post(Reviews review) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(5))
            .POST(BodyPublishers.ofByteArray(review.bytes()))
            .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }
}
