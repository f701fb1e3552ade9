package dev.bedplate.source.registry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} name, lower case
 * first; loopback hosts are never proxied.
 */
final class Proxies extends ProxySelector {
  private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

  private final @Nullable Proxy http;
  private final @Nullable Proxy https;
  private final List<String> exceptions;

  Proxies(Map<String, String> environment) {
    http = proxy(value(environment, "http_proxy"));
    https = proxy(value(environment, "https_proxy"));
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

  private static @Nullable Proxy proxy(String text) {
    if (text.isBlank()) {
      return null;
    }
    String address = text.strip();
    URI uri = URI.create(address.contains("://") ? address : "http://" + address);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(
          "not a proxy address: " + address + "; http://host:port is expected");
    }
    int port = uri.getPort() < 0 ? Hosts.port(uri) : uri.getPort();
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
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
                    || host.endsWith(entry.startsWith(".") ? entry : "." + entry));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
