package dev.bedplate.app.management;

import com.sun.net.httpserver.HttpServer;
import dev.bedplate.webhook.server.ClientLimits;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Serves {@code /livez}, {@code /readyz} and {@code /metrics} over plain HTTP, each request on a
 * thread of the system: virtual threads get no processor while others keep all of theirs, and a
 * probe without an answer ends the process. Its clients are bounded as {@link ClientLimits} says.
 */
public final class ManagementServer implements AutoCloseable {
  private static final int BACKLOG = 64;
  private static final int MOST_THREADS = 128;
  private static final int IDLE_SECONDS = 30;
  private final HttpServer server;
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          MOST_THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().name("management-", 0).daemon().factory());

  private ManagementServer(InetSocketAddress address, ManagementEndpoint endpoint)
      throws IOException {
    ClientLimits.apply();
    server = listening(address);
    server.setExecutor(threads);
    server.createContext("/", endpoint);
  }

  private static HttpServer listening(InetSocketAddress address) throws IOException {
    try {
      return HttpServer.create(address, BACKLOG);
    } catch (BindException e) {
      throw new IOException(
          "probes and metrics cannot be served on port "
              + address.getPort()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /**
   * A server that listens; throws when the address cannot be had.
   *
   * @param address port 0 takes a free one
   * @param checks all of which must find no problem; none means ready at once
   * @param metrics in the text format of Prometheus, version 0.0.4
   */
  public static ManagementServer start(
      InetSocketAddress address, List<ReadinessCheck> checks, Supplier<String> metrics)
      throws IOException {
    var endpoint = new ManagementEndpoint(new Readiness(checks), metrics);
    var server = new ManagementServer(address, endpoint);
    server.server.start();
    return server;
  }

  /** The port listened on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Stops at once. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
