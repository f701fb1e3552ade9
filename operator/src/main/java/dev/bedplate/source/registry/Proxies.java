package dev.bedplate.source.registry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} name, lower case
 * first; loopback hosts are never proxied. {@code NO_PROXY} holds hosts (with their subdomains),
 * {@code host:port}, addresses, address ranges such as {@code 10.0.0.0/8}, or {@code *}.
 */
final class Proxies extends ProxySelector {
  private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

  private final @Nullable Proxy http;
  private final @Nullable Proxy https;
  private final List<String> exceptions;

  /** Throws {@link IllegalArgumentException} naming a variable that holds no proxy. */
  Proxies(Map<String, String> environment) {
    http = proxy("http_proxy", environment);
    https = proxy("https_proxy", environment);
    exceptions =
        Stream.of(value(environment, "no_proxy").split(","))
            .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
            .filter(entry -> !entry.isEmpty())
            .toList();
  }

  private static String value(Map<String, String> environment, String name) {
    String lower = environment.get(name);
    return lower == null ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : lower;
  }

  private static @Nullable Proxy proxy(String name, Map<String, String> environment) {
    String address = value(environment, name).strip();
    if (address.isEmpty()) {
      return null;
    }
    URI uri = uri(address.contains("://") ? address : "http://" + address);
    String host = uri == null ? null : Hosts.host(uri);
    if (uri == null || host == null || !"http".equals(uri.getScheme())) {
      // Without the text, which may hold a password.
      throw new IllegalArgumentException(
          name.toUpperCase(Locale.ROOT) + ": not a proxy address; http://host:port is expected");
    }
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, Hosts.port(uri)));
  }

  private static @Nullable URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  @Override
  public List<Proxy> select(URI uri) {
    Proxy proxy = "https".equals(uri.getScheme()) ? https : http;
    String host = Hosts.host(uri);
    if (proxy == null || host == null || Hosts.isLoopback(host) || isExcepted(uri, host)) {
      return DIRECT;
    }
    return List.of(proxy);
  }

  private boolean isExcepted(URI uri, String host) {
    String authority = host + ":" + Hosts.port(uri);
    return exceptions.stream()
        .anyMatch(
            entry ->
                entry.equals("*")
                    || entry.equals(host)
                    || entry.equals(authority)
                    || Hosts.isWithin(host, entry)
                    || host.endsWith(entry.startsWith(".") ? entry : "." + entry));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
