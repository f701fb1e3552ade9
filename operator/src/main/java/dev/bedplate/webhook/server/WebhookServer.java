package dev.bedplate.webhook.server;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.bedplate.webhook.FailureObserver;
import dev.bedplate.webhook.Reviewer;
import dev.bedplate.webhook.tls.ServingCertificate;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Serves reviews over HTTPS, one virtual thread per request. */
public final class WebhookServer implements AutoCloseable {
  private static final int BACKLOG = 512;
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private final ServerSettings settings;
  private final ServingCertificate certificate;
  private final Clock clock;
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean draining;

  private WebhookServer(
      ServerSettings settings,
      ServingCertificate certificate,
      Reviewer reviewer,
      FailureObserver failures,
      Clock clock)
      throws IOException {
    this.settings = settings;
    this.certificate = certificate;
    this.clock = clock;
    ClientLimits.apply();
    server = listening(settings.address());
    server.setHttpsConfigurator(new Protocols(certificate.context()));
    server.setExecutor(threads);
    server.createContext(
        "/", new ReviewEndpoint(reviewer, failures, settings, clock, () -> draining));
  }

  private static final class Protocols extends HttpsConfigurator {
    Protocols(SSLContext context) {
      super(context);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters tls = getSSLContext().getDefaultSSLParameters();
      tls.setProtocols(PROTOCOLS);
      parameters.setSSLParameters(tls);
    }
  }

  private static HttpsServer listening(InetSocketAddress address) throws IOException {
    try {
      return HttpsServer.create(address, BACKLOG);
    } catch (BindException e) {
      throw new IOException(
          "reviews cannot be listened for on port " + address.getPort() + ": " + e.getMessage(), e);
    }
  }

  /** A server that listens; throws when the address cannot be had. */
  public static WebhookServer start(
      ServerSettings settings,
      ServingCertificate certificate,
      Reviewer reviewer,
      FailureObserver failures,
      Clock clock)
      throws IOException {
    var server = new WebhookServer(settings, certificate, reviewer, failures, clock);
    server.server.start();
    return server;
  }

  /** The port listened on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Whether reviews should be sent here: not while draining, nor with an invalid certificate. */
  public boolean ready() {
    return !draining && certificate.isValid(clock.instant());
  }

  /** The end of the present certificate's life. */
  public Instant certificateExpires() {
    return certificate.expires();
  }

  /**
   * Is not ready any more, answers for the time that the API server needs to notice, each answer
   * closing its connection, and then finishes what is in flight. Returns when all of it is over.
   */
  public void drain() {
    draining = true;
    try {
      Thread.sleep(settings.drain());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop(settings.finish());
  }

  /** Stops at once; answers that are under way are lost. */
  @Override
  public void close() {
    draining = true;
    stop(Duration.ZERO);
  }

  private void stop(Duration finish) {
    server.stop(Math.toIntExact(finish.toSeconds()));
    threads.shutdownNow();
  }
}
