package dev.bedplate.webhook.server;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How the endpoint listens.
 *
 * @param timeout of the webhook configuration; a shorter one in the request's URL wins
 * @param concurrent reviews worked on at once; one more is answered 429
 * @param bodyBytes of the largest review: more than an API server makes of the 3 MiB that a client
 *     may send it. Six times as many when everything is escaped, up to twenty times with defaults
 *     and {@code managedFields}, and the old object besides
 * @param keptBytes that may be kept of one review; of a larger one is answered 413
 * @param heldBytes that may be kept of all together; beyond is answered 429
 * @param drain how long answers go on after {@link WebhookServer#drain()}, until no client comes
 * @param finish how long what is then still in flight may take
 */
public record ServerSettings(
    InetSocketAddress address,
    Duration timeout,
    int concurrent,
    long bodyBytes,
    int keptBytes,
    int heldBytes,
    Duration drain,
    Duration finish) {
  private static final int MEBIBYTE = 1 << 20;

  /** The settings for production at one address. */
  public static ServerSettings at(InetSocketAddress address, Duration timeout) {
    return new ServerSettings(
        address,
        timeout,
        256,
        256L * MEBIBYTE,
        12 * MEBIBYTE,
        12 * MEBIBYTE,
        Duration.ofSeconds(10),
        timeout.plusSeconds(1));
  }
}
