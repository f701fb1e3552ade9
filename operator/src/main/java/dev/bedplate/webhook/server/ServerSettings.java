package dev.bedplate.webhook.server;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How the endpoint listens.
 *
 * @param timeout of the webhook configuration; a shorter one in the request's URL wins
 * @param concurrent reviews worked on at once; one more is answered 429
 * @param bodyBytes of the largest review
 * @param heldBytes of all bodies together; one more is answered 429
 * @param drain how long answers go on after {@link WebhookServer#drain()}, until no client comes
 * @param finish how long what is then still in flight may take
 */
public record ServerSettings(
    InetSocketAddress address,
    Duration timeout,
    int concurrent,
    int bodyBytes,
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
        3 * MEBIBYTE,
        12 * MEBIBYTE,
        Duration.ofSeconds(10),
        timeout.plusSeconds(1));
  }
}
