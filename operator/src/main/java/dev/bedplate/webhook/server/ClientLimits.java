package dev.bedplate.webhook.server;

import java.time.Duration;
import java.util.Map;

/**
 * What one client may cost. The JDK's server takes these from system properties (module {@code
 * jdk.httpserver} documents them) and reads them once, when the first server of the process is
 * made; a property that is set already is left as it is.
 */
public final class ClientLimits {
  private static final Duration REQUEST = Duration.ofSeconds(10);
  // Longer than the 90 s for which the API server keeps an idle connection: it closes first.
  private static final Duration IDLE = Duration.ofMinutes(2);
  private static final int CONNECTIONS = 1024;
  private static final int HEADER_BYTES = 64 * 1024;

  private ClientLimits() {}

  /**
   * Bounds connections, header bytes, and the time from a request's first byte (the TLS handshake
   * included) to its last. To be called before any HTTP server is made.
   */
  public static void apply() {
    Map.of(
            "sun.net.httpserver.maxReqTime", String.valueOf(REQUEST.toSeconds()),
            "sun.net.httpserver.idleInterval", String.valueOf(IDLE.toSeconds()),
            "sun.net.httpserver.maxIdleConnections", String.valueOf(CONNECTIONS),
            "sun.net.httpserver.maxReqHeaderSize", String.valueOf(HEADER_BYTES),
            "sun.net.httpserver.nodelay", "true",
            "jdk.httpserver.maxConnections", String.valueOf(CONNECTIONS))
        .forEach(
            (name, value) -> {
              if (System.getProperty(name) == null) {
                System.setProperty(name, value);
              }
            });
  }
}
