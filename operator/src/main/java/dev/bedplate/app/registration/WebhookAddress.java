package dev.bedplate.app.registration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** What was given as the address that the API server is to call. */
public sealed interface WebhookAddress {
  /** The path that reviews are posted to; the webhook serves no other. */
  String PATH = "/validate";

  /** An address that can be called. */
  record Right(URI url) implements WebhookAddress {}

  /** Why it cannot be called, and what would be right. */
  record Wrong(String problem) implements WebhookAddress {}

  /** Reads an address; one without a path means {@link #PATH}. */
  static WebhookAddress of(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      return new Wrong(text + ": is no URL: " + e.getReason());
    }
    if (!isServer(url)) {
      return new Wrong(
          text + ": must be https://HOST[:PORT][/validate], without user, query, fragment");
    }
    String path = url.getRawPath();
    if (Set.of("", "/").contains(path)) {
      return new Right(URI.create("https://" + url.getRawAuthority() + PATH));
    }
    return path.equals(PATH)
        ? new Right(url)
        : new Wrong(
            text + ": the webhook serves " + PATH + " only, not " + path + "; leave the path out");
  }

  private static boolean isServer(URI url) {
    int port = url.getPort();
    return "https".equalsIgnoreCase(url.getScheme())
        && url.getHost() != null
        && (port == -1 || (port >= 1 && port <= 65_535))
        && url.getRawUserInfo() == null
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }
}
