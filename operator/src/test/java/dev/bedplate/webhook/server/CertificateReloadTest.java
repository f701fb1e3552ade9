package dev.bedplate.webhook.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.webhook.Answer;
import dev.bedplate.webhook.Reviewer.Review;
import dev.bedplate.webhook.tls.CertificateFiles;
import dev.bedplate.webhook.tls.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** certificates are exchanged while clients connect. */
class CertificateReloadTest {
  private static final int CLIENTS = 4;
  private static final int EXCHANGES = 60;
  private final SelfSigned one = Certificates.forLoopback();
  private final SelfSigned other = Certificates.forLoopback();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger handshakes = new AtomicInteger();
  private final Set<Object> serials = ConcurrentHashMap.newKeySet();
  @TempDir private Path directory;

  @Test
  void R_06_noHandshakeFailsWhileCertificatesAreExchanged() throws Exception {
    write("0", one);
    write("1", other);
    Path link = Files.createSymbolicLink(directory.resolve("data"), directory.resolve("0"));
    var settings =
        ServerSettings.at(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Duration.ofSeconds(5));
    try (CertificateFiles files =
            CertificateFiles.watch(
                link.resolve("tls.crt"), link.resolve("tls.key"), Duration.ofDays(1));
        WebhookServer server =
            WebhookServer.start(
                settings,
                files,
                (review, timeout) -> new Review.Answered(Answer.ALLOWED),
                unanswered -> {},
                Clock.systemUTC());
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> connecting = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        connecting.add(clients.submit(() -> connectUntilOver(server.port())));
      }
      for (int i = 1; i <= EXCHANGES; i++) {
        int before = handshakes.get();
        Path next = Files.createSymbolicLink(directory.resolve("tmp"), Path.of("" + i % 2));
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
        assertThat(files.reload()).isTrue();
        while (handshakes.get() == before && connecting.stream().noneMatch(Future::isDone)) {
          Thread.onSpinWait();
        }
      }
      over.set(true);
      for (Future<?> client : connecting) {
        client.get();
      }
    }
    assertThat(serials).as("certificates seen").hasSize(2);
    assertThat(handshakes.get()).isGreaterThanOrEqualTo(EXCHANGES);
  }

  private Void connectUntilOver(int port) throws Exception {
    while (!over.get()) {
      // A context of its own: a resumed session would not look at the certificate.
      SSLContext trust = Certificates.trusting(one, other);
      try (var socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port)) {
        socket.startHandshake();
        Principal subject = socket.getSession().getPeerPrincipal();
        assertThat(subject.getName()).isEqualTo("CN=bedplate-webhook");
        var leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        serials.add(leaf.getSerialNumber());
        handshakes.incrementAndGet();
      }
    }
    return null;
  }

  private void write(String name, SelfSigned made) throws IOException {
    Path at = Files.createDirectories(directory.resolve(name));
    Files.writeString(at.resolve("tls.crt"), made.certificatePem());
    Files.writeString(at.resolve("tls.key"), made.keyPem());
  }
}
